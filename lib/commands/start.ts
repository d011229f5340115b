import { join, relative } from "node:path";
import { summarizeVerdicts } from "../claims/verdicts";
import { kernelCommand } from "../kernel/kernel-command";
import { keptChainFolder, ownChainFolder } from "../runner/chain-folder";
import { describeEnvironment } from "../runner/environment";
import type { NotebookRun } from "../runner/execution/run";
import { runHelp } from "../runner/help";
import { showList } from "../runner/listing/list-notebooks";
import { listNotebooks, selectNotebooks } from "../runner/notebook/select";
import type { RunOptions } from "../runner/options";
import { parseRunOptions } from "../runner/options";
import type { PlannedNotebook } from "../runner/plan";
import { planNotebooks } from "../runner/plan";
import type { ReportContents } from "../runner/report/contents";
import type { OutputFolder } from "../runner/report/output-folder";
import { openOutputFolder } from "../runner/report/output-folder";
import { hasPassed, runNotebooks } from "../runner/run-notebooks";
import { seedOf } from "../runner/seed";
import { shellWord } from "../runner/shell-word";
import { claimTable } from "../runner/terminal/claim-table";
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
  const options = parseRunOptions(words);
  if (options.help) {
    context.terminal.write(`${runHelp}\n`);
    return 0;
  }
  if (options.list) {
    showList(options, context.notebooks, context.terminal);
    return 0;
  }
  const plans = planNotebooks(
    selectNotebooks(options.notebooks, listNotebooks(context.notebooks)),
    options.requested,
  );
  const output = openOutputFolder(options.output, context.notebooks);
  const command = ["npm start", ...(words.length > 0 ? ["--", ...words.map(shellWord)] : [])].join(" ");
  try {
    const { chains } = options;
    const store = chains === undefined ? ownChainFolder(output.chains) : keptChainFolder(chains);
    try {
      return await execute(plans, { ...options, chains: store.path }, output, context, command);
    } finally {
      store.remove();
    }
  } finally {
    output.release();
  }
}

async function execute(
  plans: readonly PlannedNotebook[],
  options: RunOptions & { readonly chains: string },
  output: OutputFolder,
  { terminal, signal }: StartContext,
  command: string,
): Promise<number> {
  const [began, clock] = [new Date(), performance.now()];
  const display = createProgressDisplay(terminal);
  const ended = (run: NotebookRun) => {
    display.ended(run);
    output.keep(run);
  };
  try {
    const listener = { ...display, ended };
    const runs = await runNotebooks(plans, { ...options, kernelCommand, signal, listener });
    const seconds = (performance.now() - clock) / 1000;
    const { scale, assignments } = options.requested;
    const contents: ReportContents = {
      runs,
      scale,
      seed: seedOf(runs),
      assignments,
      environment: await describeEnvironment(),
      command,
      output: options.output,
      began,
      seconds,
    };
    output.finish(contents);
    display.close();
    const width = terminal.columns ?? 120;
    for (const line of [...summary(runs, seconds, output.page, width), ...statementLines(contents, width)])
      terminal.write(`${line}\n`);
    return signal.aborted ? 130 : hasPassed(runs) ? 0 : 1;
  } finally {
    display.close();
  }
}

function summary(runs: readonly NotebookRun[], seconds: number, page: string, width: number): string[] {
  const table = claimTable(runs, width);
  const unfinished = runs
    .filter(({ status }) => status !== "completed")
    .map(({ name, status }) => `${name} (${status})`);
  return [
    "",
    ...table,
    ...(table.length > 0 ? [""] : []),
    `${summarizeVerdicts(runs.flatMap(({ claims }) => claims)).text}; ${formatDuration(seconds)}`,
    ...(unfinished.length > 0 ? [`Not completed: ${unfinished.join(", ")}`] : []),
    `Report: ${relative(process.cwd(), page) || page}`,
  ];
}

if (require.main === module) {
  runCommand(
    (words, signal) =>
      start(words, { notebooks: join(__dirname, "../../../notebooks"), terminal: process.stdout, signal }),
    "Stopping: finished notebooks are kept.",
  );
}
