import { join } from "node:path";
import { type Lock, type LockHolder, takeLock } from "../../chain/checkpoints/lock-file";
import { makeFolder, OutputError, writing } from "./write-atomically";

const lockName = ".lock";

/**
 * Takes an output folder for this process, making it when it is not there. A lock whose process has ended is taken over.
 *
 * @throws OutputError that says who holds the folder and since when.
 */
export function lockFolder(folder: string): Lock {
  makeFolder(folder);
  const path = join(folder, lockName);
  const attempt = writing(path, () => takeLock(path));
  if ("lock" in attempt) return attempt.lock;
  throw heldError(folder, attempt.holder);
}

function heldError(folder: string, holder: LockHolder | undefined): OutputError {
  const who =
    holder === undefined ? "another run" : `process ${holder.pid} on ${holder.host} since ${holder.since}`;
  return new OutputError(
    `The folder ${folder} is in use by ${who}. Wait for it to end, or give this run a folder of its own with --output; ` +
      `if that run no longer exists, delete ${join(folder, lockName)}.`,
  );
}
