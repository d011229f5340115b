import { join, relative } from "node:path";
import { summarizeVerdicts } from "../claims/verdicts";
import { kernelCommand } from "../kernel/kernel-command";
import { keptChainFolder, resumableChainFolder } from "../runner/chain-folder";
import { type ClaimsOnFile, readClaimsOnFile, requireCommon } from "../runner/compare/claims-on-file";
import { showComparison } from "../runner/compare/show-comparison";
import { type Conclusion, withComparison } from "../runner/conclusion";
import { describeEnvironment } from "../runner/environment";
import type { NotebookRun } from "../runner/execution/run";
import { runHelp } from "../runner/help";
import { showList } from "../runner/listing/list-notebooks";
import { listNotebooks, selectNotebooks } from "../runner/notebook/select";
import type { RunOptions } from "../runner/options";
import { parseRunOptions } from "../runner/options";
import { performProject } from "../runner/perform-project";
import { type Project, planProject } from "../runner/project";
import type { ReportContents } from "../runner/report/contents";
import type { OutputFolder } from "../runner/report/output-folder";
import { openOutputFolder } from "../runner/report/output-folder";
import { type Journal, openJournal } from "../runner/resume/journal";
import { askedRun, resumedOptions, wordsOf } from "../runner/resume/resumed-options";
import { type RunRecord, readRunRecord } from "../runner/resume/run-record";
import { shellWord } from "../runner/shell-word";
import { formatDuration } from "../runner/terminal/duration";
import type { Terminal } from "../runner/terminal/progress";
import { createProgressDisplay } from "../runner/terminal/progress";
import { statementLines } from "../runner/terminal/statement-lines";
import { runCommand } from "./run-command";

/** Where `npm start` finds notebooks and shows what it does. */
export interface StartContext {
  readonly notebooks: string;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
}

/** `npm start`: executes notebooks, shows and writes what they found. Resolves with the exit code. */
export async function start(words: readonly string[], context: StartContext): Promise<number> {
  const typed = parseRunOptions(words);
  if (typed.help) {
    context.terminal.write(`${runHelp}\n`);
    return 0;
  }
  if (typed.list) {
    showList(typed, context.notebooks, context.terminal);
    return 0;
  }
  if (typed.compare !== undefined && typed.with !== undefined) {
    return showComparison(typed.compare, typed.with, context.terminal);
  }
  const { options, stopped } = typed.resume ? stoppedRun(typed, context) : { options: typed };
  // Claims are looked for in every notebook, unless some are named.
  const named = options.notebooks.length === 0 && options.only.length > 0 ? ["all"] : options.notebooks;
  const project = planProject(selectNotebooks(named, listNotebooks(context.notebooks)), options);
  const older = options.compare === undefined ? undefined : readClaimsOnFile(options.compare, "--compare");
  if (older !== undefined) requireCommon(older, project.names);
  const output = openOutputFolder(options.output, context.notebooks);
  try {
    const journal = openJournal(output.root, askedRun(options, project.names), stopped);
    return await execute(project, options, {
      ...context,
      output,
      journal,
      older,
      command: stopped === undefined ? commandOf(words) : commandOf(wordsOf(stopped.asked)),
    });
  } finally {
    output.release();
  }
}

function commandOf(words: readonly string[]): string {
  return ["npm start", ...(words.length > 0 ? ["--", ...words.map(shellWord)] : [])].join(" ");
}

/** The run that was stopped in the output folder, and what it was asked for. */
function stoppedRun(
  typed: RunOptions,
  { notebooks }: StartContext,
): { readonly options: RunOptions; readonly stopped: RunRecord } {
  const stopped = readRunRecord(typed.output, typed.output);
  const named =
    typed.notebooks.length === 0 ? [] : selectNotebooks(typed.notebooks, listNotebooks(notebooks));
  const names = named.map(({ name }) => name);
  return { options: resumedOptions(typed, stopped.asked, names), stopped };
}

interface Execution extends StartContext {
  readonly output: OutputFolder;
  readonly journal: Journal;
  /** A run to compare with. */
  readonly older: ClaimsOnFile | undefined;
  readonly command: string;
}

async function execute(
  project: Project,
  options: RunOptions,
  { output, journal, older, terminal, signal, command }: Execution,
): Promise<number> {
  const [began, clock] = [new Date(), performance.now()];
  const display = createProgressDisplay(terminal);
  const chains =
    options.chains === undefined
      ? resumableChainFolder(output.chains, options.resume)
      : keptChainFolder(options.chains);
  try {
    for (const note of project.notes) terminal.write(`${note}\n`);
    const circumstances = { ...options, chains: chains.path, output, journal, kernelCommand, signal };
    const runs = await performProject(project, { ...circumstances, listener: display });
    if (runs.every(({ status }) => status === "completed")) chains.remove();
    const seconds = (performance.now() - clock) / 1000;
    const conclusion =
      older === undefined
        ? project.conclude(runs)
        : withComparison(project.conclude(runs), older, project.wants);
    const environment = await describeEnvironment();
    const { scale, assignments } = options.requested;
    const { files, lines: _lines, passed, ...reported } = conclusion;
    const made = { environment, command, output: options.output, began, seconds };
    const contents: ReportContents = { scale, assignments, ...reported, ...made };
    for (const [name, text] of Object.entries(files)) output.write(name, text);
    output.finish(contents);
    display.close();
    const width = terminal.columns ?? 120;
    const lines = [
      ...summary(conclusion, seconds, width),
      ...remedy(runs, options),
      `Report: ${relative(process.cwd(), output.page) || output.page}`,
      ...statementLines(contents, width),
    ];
    for (const line of lines) terminal.write(`${line}\n`);
    return signal.aborted ? 130 : passed ? 0 : 1;
  } finally {
    display.close();
  }
}

function summary({ runs, lines }: Conclusion, seconds: number, width: number): string[] {
  const table = lines(width);
  return [
    "",
    ...table,
    ...(table.length > 0 ? [""] : []),
    `${summarizeVerdicts(runs.flatMap(({ claims }) => claims)).text}; ${formatDuration(seconds)}`,
  ];
}

/** What to do about notebooks that did not come to their end. */
function remedy(runs: readonly NotebookRun[], { given, output }: RunOptions): string[] {
  const open = runs.filter(({ status }) => status !== "completed");
  if (open.length === 0) return [];
  const where = given.has("output") ? ` --output ${shellWord(output)}` : "";
  return [
    `Not completed: ${open.map(({ name, status }) => `${name} (${status})`).join(", ")}`,
    `To run these again, from where their chains are, and no other: npm start -- --resume${where}`,
  ];
}

if (require.main === module) {
  runCommand(
    (words, signal) =>
      start(words, { notebooks: join(__dirname, "../../../notebooks"), terminal: process.stdout, signal }),
    "Stopping: what is finished is kept, and npm start -- --resume goes on from there.",
  );
}
