import { OutputError } from "../runner/files/write-atomically";
import { UsageError } from "../runner/usage-error";

/**
 * Runs a command as the process: its words in, its exit code out. Ctrl-C and an end asked for from outside abort the
 * signal, show `whenStopping` and end with 130; a second Ctrl-C ends at once. Errors that a user can mend are shown
 * without a stack.
 */
export function runCommand(
  command: (words: readonly string[], signal: AbortSignal) => Promise<number>,
  whenStopping = "Stopping.",
): void {
  const controller = new AbortController();
  const stop = () => {
    if (controller.signal.aborted) process.exit(130);
    process.stderr.write(`\n${whenStopping} Once more to end at once.\n`);
    controller.abort();
  };
  process.stdout.on("error", endWhenUnread);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, stop);
  command(process.argv.slice(2), controller.signal).then(
    (code) => process.exit(code),
    (error: unknown) => {
      controller.abort();
      process.stderr.write(`${describe(error)}\n`);
      if (error instanceof UsageError) process.stderr.write(whereHelpIs(process.env.npm_lifecycle_event));
      process.exit(error instanceof UsageError ? 2 : 1);
    },
  );
}

/** The reader has gone, as in `npm start | head`: ends as other programs do. */
function endWhenUnread(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
  process.exit(141);
}

/** npm says which script it runs; a command that is called otherwise has no such name. */
function whereHelpIs(script: string | undefined): string {
  if (script === undefined) return "";
  return `See npm ${script === "start" ? "start" : `run ${script}`} -- --help\n`;
}

function describe(error: unknown): string {
  if (error instanceof UsageError || error instanceof OutputError || error instanceof RangeError)
    return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
