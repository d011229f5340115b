import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { AnswerTrial } from "./answers";

/** What students typically write: the solution with one thing changed, and the numbers of the tests that have to notice. */
export type Mistake = [
  because: string,
  change: readonly [from: string, to: string],
  failing: readonly number[],
];

/** Tests that an instructor notebook gives its points to the solutions, and not to mistakes, by exercise. */
export function testMistakes(name: string, mistakes: Readonly<Record<string, Mistake[]>>): void {
  let trial: AnswerTrial;
  beforeAll(async () => {
    trial = await AnswerTrial.start(join(__dirname, `../../notebooks/exercises/${name}.ipynb`));
  }, 60_000);
  afterAll(() => trial.stop());

  describe.each(Object.keys(mistakes))("%s", (exercise) => {
    test("the solution passes, also without what earlier exercises ask for", async () => {
      expect(trial.tests(exercise).length).toBeGreaterThan(1);
      expect(await trial.judge(exercise, trial.solution(exercise))).toEqual({});
    });

    test.each(mistakes[exercise]!)("is not right with this mistake: %s", async (_, [from, to], failing) => {
      const solution = trial.solution(exercise);
      expect(solution).toContain(from);
      const failures = await trial.judge(
        exercise,
        solution.replace(from, () => to),
      );
      expect(failures, JSON.stringify(failures)).toSatisfy(() =>
        failing.every((number) => `${exercise}-test-${number}` in failures),
      );
      for (const message of Object.values(failures)) expect(message).toMatch(/\w+ \w+/);
    });
  });
}
