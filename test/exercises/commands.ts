import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { exercises } from "../../lib/commands/exercises";
import { serializeNotebook } from "../../lib/runner/notebook/write";
import { recordingTerminal, temporaryFolder } from "../runner/fixtures";
import { sums } from "./fixtures";
import { vmSandbox } from "./vm-session";

/**
 * `npm run exercises` on an instructor's folder of two small assignments, 01-sums and 02-more-sums; `shown` is what the
 * last run printed.
 */
export function exercisesProject() {
  const folder = temporaryFolder();
  const instructors = join(folder.path, "instructors");
  mkdirSync(instructors);
  for (const name of ["01-sums", "02-more-sums"]) {
    writeFileSync(join(instructors, `${name}.ipynb`), serializeNotebook(sums.notebook));
  }
  let terminal = recordingTerminal();
  function runOn(notebooks: string, ...words: string[]): Promise<number> {
    terminal = recordingTerminal();
    const signal = new AbortController().signal;
    return exercises(words, { instructors: notebooks, terminal, signal, findSandbox: async () => vmSandbox });
  }
  const run = (...words: string[]) => runOn(instructors, ...words);
  return { folder, instructors, run, runOn, shown: () => terminal.text() };
}
