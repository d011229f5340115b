import type { NotebookRun } from "./execution/run";
import { type PerformOptions, performRun } from "./perform-run";
import type { Project } from "./project";

/** Executes what is planned; notebooks of which some cells turn out not to be enough, once more as a whole. */
export async function performProject(project: Project, options: PerformOptions): Promise<NotebookRun[]> {
  const runs = await performRun(project.plans, options);
  const whole = project.incomplete(runs);
  if (whole.size === 0 || options.signal.aborted) return runs;
  for (const { name } of whole.values())
    options.listener.repeated(name, "some cells alone do not give every claim");
  const again = await performRun([...whole.values()], { ...options, resume: false });
  const positions = [...whole.keys()];
  return runs.map((run, position) => again[positions.indexOf(position)] ?? run);
}
