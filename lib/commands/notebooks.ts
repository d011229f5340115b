import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { kernelCommand } from "../kernel/kernel-command";
import { newChainFolder } from "../runner/chain-folder";
import { committedProblems } from "../runner/committed/check";
import { compareClaims } from "../runner/committed/compare-claims";
import { firstPicture, type NamedNotebook, withOverview } from "../runner/committed/readme";
import { recordOf, standInsOf, standInWarnings } from "../runner/committed/record";
import { reduceNotebook } from "../runner/committed/reduce";
import type { NotebookRun } from "../runner/execution/run";
import { makeFolder, writeAtomically } from "../runner/files/write-atomically";
import { readNotebook } from "../runner/notebook/read";
import { listNotebooks, selectNotebooks } from "../runner/notebook/select";
import { serializeNotebook } from "../runner/notebook/write";
import { parseRunOptions, type RunOptions } from "../runner/options";
import { planNotebooks } from "../runner/plan";
import { runNotebooks } from "../runner/run-notebooks";
import { seedOf } from "../runner/seed";
import type { Terminal } from "../runner/terminal/progress";
import { createProgressDisplay } from "../runner/terminal/progress";
import { UsageError } from "../runner/usage-error";
import { runCommand } from "./run-command";
import type { StartContext } from "./start";

const help = `Executes notebooks at quick scale with their default seed and writes them back with reduced outputs, and the
findings and the gallery of README.md with them. Warns of those that had to use generated data in place of real ones.

  npm run notebooks                 every notebook
  npm run notebooks -- 01 05        some, by number or name
  npm run notebooks -- --check      executes them and compares their claims with the committed ones; writes nothing

  --jobs N, --workers N, --timeout SECONDS   as for npm start

Ends with 0, 1 when a notebook failed, is not fit to be committed or, with --check, has other claims, 2 for a wrong word
on the command line, 130 after Ctrl-C.`;

export interface NotebooksContext extends StartContext {
  /** The README whose table of findings is kept. */
  readonly readme: string;
  /** Where warnings go. */
  readonly warnings: Pick<Terminal, "write">;
}

/** `npm run notebooks`: refreshes the committed notebooks, or with `--check` compares. Resolves with the exit code. */
export async function notebooks(words: readonly string[], context: NotebooksContext): Promise<number> {
  const check = words.includes("--check");
  const options = parseRunOptions(words.filter((word) => word !== "--check"));
  if (options.help) {
    context.terminal.write(`${help}\n`);
    return 0;
  }
  refuseOtherSettings(options);
  const names = options.notebooks.length > 0 ? options.notebooks : ["all"];
  const files = selectNotebooks(names, listNotebooks(context.notebooks));
  const pathOf = (run: NotebookRun) => files.find(({ name }) => name === run.name)!.path;
  const display = createProgressDisplay(context.terminal);
  const chains = newChainFolder(join(dirname(context.readme), ".cache", "chains"));
  try {
    const runs = await runNotebooks(planNotebooks(files, options.requested), {
      ...options,
      chains: chains.path,
      run: randomUUID(),
      kernelCommand,
      signal: context.signal,
      listener: display,
    });
    display.close();
    const problems = runs.flatMap((run) => (check ? compare(run, pathOf(run)) : refresh(run, pathOf(run))));
    for (const problem of problems) context.terminal.write(`${problem}\n`);
    if (!check) refreshOverview(context);
    const verdict = check ? "Claims as committed" : "Up to date";
    context.terminal.write(
      problems.length > 0 ? "" : `${verdict}: ${runs.map(({ name }) => name).join(", ")}\n`,
    );
    const written = runs.filter(({ status }) => !check && status === "completed");
    for (const warning of standInWarnings(written)) context.warnings.write(`${warning}\n`);
    return context.signal.aborted ? 130 : problems.length > 0 ? 1 : 0;
  } finally {
    display.close();
    chains.remove();
  }
}

/** Flags of `npm start` that change no digit. */
const allowedFlags = new Set(["jobs", "workers", "timeout", "help"]);

function refuseOtherSettings({ given }: RunOptions): void {
  const refused = [...given].filter((name) => !allowedFlags.has(name));
  if (refused.length > 0) {
    throw new UsageError(
      "Committed notebooks have quick scale and default settings: " +
        `npm run notebooks takes --jobs, --workers and --timeout, got --${refused.join(", --")}.`,
    );
  }
}

/** Writes a notebook back, unless it did not come to its end or is not fit to be committed. */
function refresh(run: NotebookRun, path: string): string[] {
  if (run.status !== "completed") return [`${run.name} ${run.status}: left as it was`];
  const text = serializeNotebook(reduceNotebook(run, "quick", seedOf([run])));
  const problems = committedProblems(text, `${run.name}.ipynb`);
  if (problems.length === 0) writeAtomically(path, text);
  return problems;
}

/** Writes what is shown of the notebooks outside them: the table in README.md and the first chart of each. */
function refreshOverview({ notebooks: folder, readme }: NotebooksContext): void {
  const notebooks: NamedNotebook[] = listNotebooks(folder).map(({ name, path }) => ({
    name,
    notebook: readNotebook(path),
  }));
  writeAtomically(readme, withOverview(readFileSync(readme, "utf8"), notebooks));
  makeFolder(join(folder, "images"));
  for (const { name, notebook } of notebooks) {
    const picture = firstPicture(notebook);
    if (picture) writeAtomically(join(folder, "images", `${name}.png`), picture.png);
  }
}

function compare(run: NotebookRun, path: string): string[] {
  if (run.status !== "completed") return [`${run.name} ${run.status}: nothing to compare`];
  const record = recordOf(readNotebook(path));
  if (record === undefined) return [`${run.name} has no committed claims: run npm run notebooks`];
  const otherData = standInsOf(run.data).filter((name) => !record.standIns.includes(name));
  if (otherData.length > 0) {
    return [
      `${run.name} used a stand-in for ${otherData.join(", ")}, its committed claims the real data: ` +
        "set MODEL_COLLAPSE_DATA (see data/README.md) to compare",
    ];
  }
  return compareClaims(record.claims, run.claims).map((difference) => `${run.name}, ${difference}`);
}

if (require.main === module) {
  runCommand(
    (words, signal) =>
      notebooks(words, {
        notebooks: join(__dirname, "../../../notebooks"),
        readme: join(__dirname, "../../../README.md"),
        terminal: process.stdout,
        warnings: process.stderr,
        signal,
      }),
    "Stopping: no notebook is written.",
  );
}
