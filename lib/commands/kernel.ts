import { unknownName } from "../data/nearest-names";
import {
  installKernelspec,
  jupyterDataFolder,
  kernelDisplayName,
  uninstallKernelspec,
} from "../kernel/kernelspec";
import { readFlags } from "../runner/read-flags";
import { UsageError } from "../runner/usage-error";
import { runCommand } from "./run-command";

const help = `npm run kernel -- install [--prefix DIR | --user]
npm run kernel -- uninstall [--prefix DIR | --user]

Registers the kernel "${kernelDisplayName}" with an existing Jupyter, or takes it out.
  --prefix DIR   under DIR/share/jupyter/kernels, where the Jupyter of a Python environment in DIR looks
  --user         in your own Jupyter folder, where every Jupyter of yours looks (the default)
  --help         this text

  npm run kernel -- install
  npm run kernel -- install --prefix ~/venvs/jupyter

Ends with 0, 1 when the folder cannot be written, 2 for a wrong word on the command line.`;

const subcommands = ["install", "uninstall"] as const;
type Subcommand = (typeof subcommands)[number];

const flags = {
  prefix: { type: "string" },
  user: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

interface KernelWords {
  readonly subcommand: Subcommand | "help";
  readonly prefix: string | undefined;
}

/**
 * Reads the words after `npm run kernel --`.
 *
 * @throws UsageError for a subcommand or flag it does not know, with the nearest.
 */
export function parseKernelWords(words: readonly string[]): KernelWords {
  const { values, positionals } = readFlags(words, flags);
  const [word, ...more] = positionals;
  if (values.help || word === undefined) return { subcommand: "help", prefix: undefined };
  const subcommand = subcommands.find((name) => name === word);
  if (!subcommand) throw new UsageError(unknownName("subcommand", word, subcommands));
  if (more.length > 0)
    throw new UsageError(`npm run kernel needs one subcommand, got ${positionals.join(", ")}`);
  return { subcommand, prefix: prefixOf(values) };
}

function prefixOf({ prefix, user }: { prefix?: string; user?: boolean }): string | undefined {
  if (prefix === "") throw new UsageError("npm run kernel: --prefix needs a folder, got none");
  if (prefix !== undefined && user) {
    throw new UsageError("npm run kernel needs one of --prefix and --user, got both");
  }
  return prefix;
}

/** `npm run kernel`: prints through `print`, returns the exit code. */
export function kernel(words: readonly string[], print: (line: string) => void): number {
  const { subcommand, prefix } = parseKernelWords(words);
  const dataFolder = jupyterDataFolder(prefix);
  if (subcommand === "help") {
    print(help);
    return 0;
  }
  if (subcommand === "install") {
    print(`Registered "${kernelDisplayName}" in ${installKernelspec(dataFolder)}`);
    return 0;
  }
  const removed = uninstallKernelspec(dataFolder);
  print(removed ? `Removed ${removed}` : `The kernel is not registered in ${dataFolder}: nothing to do`);
  return 0;
}

if (require.main === module) {
  runCommand(
    async (words) => kernel(words, (line) => process.stdout.write(`${line}\n`)),
    "Stopping the registration.",
  );
}
