import type { TrainingSet } from "../../data/points";
import type { FitTask, Gradual } from "../family";
import { FitError } from "../fit-error";

/**
 * Does tasks with the same key together, one group after the other, and gives their results in the order of the
 * tasks. What a group throws names the task it failed at.
 */
export function* inGroups<Data extends TrainingSet, Model>(
  tasks: readonly FitTask<Data, Model>[],
  keyOf: (task: FitTask<Data, Model>) => string,
  fit: (group: readonly FitTask<Data, Model>[], key: string) => Gradual<Model[]>,
): Gradual<Model[]> {
  const groups = new Map<string, number[]>();
  tasks.forEach((task, index) => {
    const members = groups.get(keyOf(task));
    if (members) members.push(index);
    else groups.set(keyOf(task), [index]);
  });
  const models = new Array<Model>(tasks.length);
  let done = 0;
  for (const [key, members] of groups) {
    const group = members.map((index) => tasks[index]!);
    const fitting = fit(group, key);
    const fitted = yield* withShare(
      naming(fitting, members),
      done / tasks.length,
      members.length / tasks.length,
    );
    fitted.forEach((model, place) => {
      models[members[place]!] = model;
    });
    done += members.length;
  }
  return models;
}

/** The same work as a part of more. */
function* withShare<Result>(work: Gradual<Result>, before: number, part: number): Gradual<Result> {
  try {
    for (;;) {
      const { done, value } = work.next();
      if (done) return value;
      yield { ...value, share: before + part * value.share };
    }
  } finally {
    work.return(undefined as never);
  }
}

/** The same work; an error that names a member of the group names the task instead. */
function* naming<Result>(work: Gradual<Result>, members: readonly number[]): Gradual<Result> {
  try {
    return yield* work;
  } catch (error) {
    if (!(error instanceof FitError)) throw error;
    throw new FitError(error.message, members[error.task]!);
  }
}
