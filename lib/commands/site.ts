import { existsSync, mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { makeFolder, OutputError, writing } from "../runner/files/write-atomically";
import { readFlags } from "../runner/read-flags";
import { UsageError } from "../runner/usage-error";
import { StepError } from "./lab/step";
import { projectRoot } from "./project-root";
import { runCommand } from "./run-command";
import { writePages } from "./site/build";
import { deadLinks } from "./site/dead-links";
import { writeReference } from "./site/reference";

const help = `npm run site [-- --output DIR]

Writes a static site: the executed notebooks as pages, the project's texts, and the reference of the library, made from
its docstrings. It needs no server and no network: open site/index.html.
  --output DIR   the folder of the site; default site. It is replaced as a whole
  --help         this text

  npm run site
  npm run site -- --output public

Ends with 0, 1 when a link leads nowhere or a docstring names what does not exist (the site that was there stays), 2 for a
wrong word on the command line, 130 after Ctrl-C.`;

const flags = { output: { type: "string" }, help: { type: "boolean", short: "h" } } as const;
const mark = "style.css";
const mostShown = 20;

/** `npm run site`: prints through `print`, resolves with the exit code. */
export async function site(
  words: readonly string[],
  root: string,
  signal: AbortSignal,
  print: (line: string) => void,
): Promise<number> {
  const { values, positionals } = readFlags(words, flags);
  if (values.help) {
    print(help);
    return 0;
  }
  if (positionals.length > 0)
    throw new UsageError(`npm run site takes no words, got ${positionals.join(", ")}`);
  const folder = resolve(values.output ?? join(root, "site"));
  refuseOther(folder);
  makeFolder(dirname(folder));
  const draft = writing(folder, () => mkdtempSync(`${folder}.draft-`));
  const removeDraft = () => rmSync(draft, { recursive: true, force: true });
  process.once("exit", removeDraft);
  try {
    return await write(root, draft, folder, signal, print);
  } finally {
    removeDraft();
    process.off("exit", removeDraft);
  }
}

async function write(
  root: string,
  draft: string,
  folder: string,
  signal: AbortSignal,
  print: (line: string) => void,
): Promise<number> {
  try {
    const pages = writePages(root, draft, await writeReference(root, draft, signal));
    const dead = deadLinks(draft);
    for (const link of dead.slice(0, mostShown)) print(`Dead link in ${link}`);
    if (dead.length > mostShown) print(`… and ${dead.length - mostShown} more`);
    if (dead.length > 0) return 1;
    rmSync(folder, { recursive: true, force: true });
    writing(folder, () => renameSync(draft, folder));
    print(
      `${pages} pages and the reference, no dead link: ${relative(process.cwd(), join(folder, "index.html"))}`,
    );
    return 0;
  } catch (error) {
    if (signal.aborted) return 130;
    if (error instanceof StepError) throw new OutputError(error.message, { cause: error });
    throw error;
  }
}

/** A folder is replaced as a whole: only one that is a site, or empty, may be. */
function refuseOther(folder: string): void {
  if (!existsSync(folder) || readdirSync(folder).length === 0 || existsSync(join(folder, mark))) return;
  throw new UsageError(
    `${folder} holds something else than a site, which would be lost: empty it or choose another folder with --output.`,
  );
}

if (require.main === module) {
  runCommand(
    (words, signal) => site(words, projectRoot, signal, (line) => process.stdout.write(`${line}\n`)),
    "Stopping: the site stays as it was.",
  );
}
