import { timeLeft } from "../../charts/time-left";
import type { Submission } from "../../exercises/grading/collect/collect";
import type { Grade, GradedSubmission, GradingListener } from "../../exercises/grading/grade-all";
import { maximumOf, outstandingOf, totalOf } from "../../exercises/grading/mark";
import { formatDuration } from "../../runner/terminal/duration";
import { liveLines } from "../../runner/terminal/live-lines";
import { oneLine } from "../../runner/terminal/plain-text";
import type { Terminal } from "../../runner/terminal/progress";

const statusMarks = { graded: "✓", missing: "–", unreadable: "✗", "not graded": "✗" } as const;

/** Shows how grading goes on: a line for each submission that has ended, and below them how far it is. */
export function gradeDisplay(terminal: Terminal, count: number): GradingListener & { close(): void } {
  const began = performance.now();
  const left = timeLeft();
  const running = new Set<Submission>();
  const width = () => (terminal.columns ?? 200) - 1;
  let ended = 0;
  const progress = () => {
    const elapsed = performance.now() - began;
    const estimate = left(ended / count, elapsed);
    const names = [...running].map(({ student, assignment }) => `${student} ${assignment.number}`).join(", ");
    const times = [formatDuration(elapsed / 1000), ...(estimate === undefined ? [] : [estimate])];
    return [oneLine(`… ${bar(ended / count)} ${ended} of ${count}  ${times.join(", ")}  ${names}`, width())];
  };
  const live = liveLines(terminal, progress);
  return {
    started: (submission) => {
      running.add(submission);
    },
    ended: (graded: GradedSubmission) => {
      running.delete(graded.submission);
      ended++;
      live.print([oneLine(gradeLine(graded), width())]);
    },
    close: live.close,
  };
}

const barWidth = 20;

function bar(share: number): string {
  const filled = Math.round(share * barWidth);
  return "█".repeat(filled) + "░".repeat(barWidth - filled);
}

function gradeLine({ student, assignment, status, reason, marks }: Grade): string {
  const open = outstandingOf(marks);
  const points = `${totalOf(marks)} of ${maximumOf(marks)}${open === 0 ? "" : `, ${open} by hand`}`;
  return `${statusMarks[status]} ${student}  ${assignment}  ${status === "graded" ? points : `${status}: ${reason}`}`;
}
