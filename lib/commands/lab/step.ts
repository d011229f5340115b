import { spawn } from "node:child_process";

/** A step of a command that failed, with what it printed and, where it is known, the remedy. */
export class StepError extends Error {
  override readonly name = "StepError";
}

const remedies: readonly (readonly [RegExp, string])[] = [
  [/ENOSPC|No space left/i, "the disk is full: free about 1 GB"],
  [
    /EACCES|EROFS|Permission denied|Read-only file system/i,
    "the project's folder cannot be written to: make it writable",
  ],
  [
    /NameResolutionError|NewConnectionError|ConnectTimeout|Temporary failure in name resolution|Max retries exceeded/i,
    "the package index could not be reached: check the connection; behind a proxy, set HTTPS_PROXY",
  ],
  [
    /No matching distribution|Could not find a version/i,
    "the package index does not have it for this Python: try another Python, named in PYTHON",
  ],
  [/ensurepip is not available/i, "install the venv module (Debian, Ubuntu: `apt-get install python3-venv`)"],
];

/**
 * Runs a program and shows one line about it before and after. Aborting ends the program first.
 * @throws {StepError} when it cannot be started or ends with an error.
 */
export async function runStep(
  title: string,
  command: string,
  words: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  const began = performance.now();
  process.stderr.write(`${title} …\n`);
  const { code, output } = await runQuietly(command, words, signal);
  if (code !== 0) {
    const remedy = remedies.find(([pattern]) => pattern.test(output))?.[1];
    throw new StepError(
      `${title} failed${remedy ? `: ${remedy}, then run the same command again` : ""}.\n${output.trim()}`,
    );
  }
  process.stderr.write(`${title}: done after ${((performance.now() - began) / 1000).toFixed(0)} s\n`);
}

/** Runs a program and shows nothing. Aborting ends the program first. */
export function runQuietly(
  command: string,
  words: readonly string[],
  signal: AbortSignal,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<{ readonly code: number | null; readonly output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, words, {
      stdio: ["ignore", "pipe", "pipe"],
      env: environment,
      signal,
    });
    let output = "";
    const keep = (chunk: Buffer) => {
      output += chunk.toString();
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    let failure: Error | undefined;
    child.on("error", (error) => {
      failure = error;
    });
    child.on("close", (code) => (failure ? reject(failure) : resolve({ code, output })));
  });
}
