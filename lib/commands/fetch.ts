import { existsSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import type { ModelEntry, ModelManifest } from "../data/models";
import { unknownName } from "../data/nearest-names";
import { fetchModel, NotFetched, readModels } from "../data/sources/fetch-model";
import { inspectOpt } from "../fitters/files/opt";
import { makeFolder, OutputError, writing } from "../runner/files/write-atomically";
import { readFlags } from "../runner/read-flags";
import type { Terminal } from "../runner/terminal/progress";
import { UsageError } from "../runner/usage-error";
import { describeSize, fetchDisplay } from "./fetch/display";
import { projectRoot } from "./project-root";
import { runCommand } from "./run-command";

const help = `npm run fetch -- opt-125m [--output DIR]
npm run fetch -- --list

Downloads a published model into data/cache, where findModel("opt-125m") finds it. A download that broke off goes on where
it ended; each file is checked against its size and digest in data/models.json (SHA-256, or the digest by which git names a
file), is put into place whole, and left alone when it is there. Files that came another way are checked the same.
  --output DIR   the folder of the model; default data/cache/NAME
  --list         the models there are, and whether they are there
  --help         this text

  npm run fetch -- opt-125m
  npm run fetch -- opt-125m --output /data/models/opt-125m

Ends with 0, 1 when a download or a check failed, 2 for a wrong word on the command line, 130 after Ctrl-C.`;

const flags = {
  output: { type: "string" },
  list: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

/** What `npm run fetch` fetches, and where it puts and shows it. */
export interface FetchContext {
  readonly models: ModelManifest;
  readonly cache: string;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
  /** Seconds to wait for an answer, and for the next bytes. */
  readonly patience: number;
}

/** `npm run fetch`: downloads a model and checks it. Resolves with the exit code. */
export async function fetchCommand(words: readonly string[], context: FetchContext): Promise<number> {
  const { values, positionals } = readFlags(words, flags);
  const { models } = context.models;
  const print = (line: string) => void context.terminal.write(`${line}\n`);
  if (values.list) for (const model of models) print(describeModel(model, context.cache));
  else if (values.help || positionals.length === 0) print(help);
  else return fetchNamed(positionals, values.output, context);
  return 0;
}

async function fetchNamed(
  names: readonly string[],
  output: string | undefined,
  context: FetchContext,
): Promise<number> {
  const { models } = context.models;
  if (names.length > 1) throw new UsageError(`npm run fetch needs one model, got ${names.join(", ")}`);
  if (output === "") throw new UsageError("npm run fetch: --output needs a folder, got none");
  const model = models.find(({ name }) => name === names[0]);
  if (!model) {
    const known = models.map(({ name }) => name);
    throw new UsageError(`npm run fetch: ${unknownName("model", names[0]!, known)}`);
  }
  const folder = resolve(output ?? join(context.cache, model.name));
  makeFolder(folder);
  if (!(await download(model, folder, context))) return 130;
  const { configuration, parameters } = await inspectOpt(folder);
  const size = `${Math.round(parameters / 1e6)} million parameters in ${configuration.layers} layers`;
  context.terminal.write(`${model.title}: ${size}, in ${folder}\nLicence: ${model.licence}\n`);
  return 0;
}

/** Whether all files are there; not when it was stopped. */
async function download(model: ModelEntry, folder: string, context: FetchContext): Promise<boolean> {
  const { terminal, signal, patience } = context;
  const settings = { connectSeconds: patience, stallSeconds: patience, signal };
  const display = fetchDisplay(terminal);
  try {
    await fetchModel(model, folder, settings, display);
    return true;
  } catch (error) {
    if (signal.aborted) return false;
    if (error instanceof NotFetched) {
      const others = model.files.map(({ path }) => path).join(", ");
      throw new OutputError(
        `npm run fetch: ${error.message}. Go online and run it again, which goes on where it stopped; or bring the ` +
          `files (${others}) from elsewhere into ${folder} and run it again, which checks them`,
        { cause: error },
      );
    }
    return writing(folder, () => {
      throw error;
    });
  } finally {
    display.close();
  }
}

function describeModel({ name, title, citation, licence, files }: ModelEntry, cache: string): string {
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const folder = join(cache, name);
  const isThere = files.every(({ path }) => existsSync(join(folder, path)));
  const place = relative(projectRoot, folder);
  const state = isThere
    ? `in ${place.startsWith("..") ? folder : place}`
    : `not there: npm run fetch -- ${name}`;
  return `${name}  ${title}, ${citation}; ${describeSize(bytes)}; ${licence}; ${state}`;
}

if (require.main === module) {
  runCommand(
    (words, signal) =>
      fetchCommand(words, {
        models: readModels(),
        cache: join(projectRoot, "data/cache"),
        terminal: process.stdout,
        signal,
        patience: 30,
      }),
    "Stopping: what came is kept, the same command goes on from there.",
  );
}
