/**
 * Set-up: makes a fresh clone ready to run. Checks Node, installs the packages, compiles the library, and fetches the
 * native tensor engine — each only when something changed. It runs before node_modules exists, so it uses nothing but
 * Node, and it avoids syntax and imports that an old Node cannot read, so that an old Node still hears the remedy.
 */
import { fileURLToPath } from "node:url";
import { compile, confirmCompiled, isCompiled } from "./setup/compile.mjs";
import { Failure, remedyFor } from "./setup/failure.mjs";
import { install, isInstalled } from "./setup/install.mjs";
import { watchSignals } from "./setup/interrupt.mjs";
import { withLock } from "./setup/lock.mjs";
import { checkNode } from "./setup/node-version.mjs";

const help = `npm run setup

Installs the packages, compiles the library and fetches the native tensor engine, where something changed.
  --native        tries the native engine again where it could not be had
  --postinstall   the native engine only, as after npm install
  --help          this text

  npm run setup
  npm run setup -- --native

Ends with 0, 1 when the packages cannot be installed or the library cannot be compiled, 2 for a wrong word on the command
line, 130 after Ctrl-C. Without the native engine everything works, slower.`;

/** The flags given; an unknown one is refused. */
function readWords(words) {
  const unknown = words.find((word) => !["--native", "--postinstall", "--help", "-h"].includes(word));
  if (unknown) throw new Failure(`npm run setup has no flag ${unknown}.\n\n${help}`, 2);
  return { again: words.includes("--native"), nativeOnly: words.includes("--postinstall"), words };
}

/** The packages and the library, which nothing works without. */
async function setUpEssentials(root) {
  // Asked again: whoever held the lock before may have done the work.
  if (!isInstalled(root)) await install(root);
  if (!isCompiled(root)) await compile(root);
}

/** The native engine, which everything works without: a lock that cannot be taken is said and no failure. */
async function setUpNative(root, again) {
  const { forgetRefusal, installNative, isNativeSettled } = await import("./setup/native.mjs");
  if (again) forgetRefusal(root);
  if (isNativeSettled(root)) return;
  try {
    await withLock(root, async () => {
      if (!isNativeSettled(root)) await installNative(root);
    });
  } catch (error) {
    if (error instanceof Failure) throw error;
    console.error(`The native tensor engine could not be set up: ${error.message}`);
  }
}

/** Brings the project at `root` up to date; says nothing when there is nothing to do. */
async function setUp(root, { again, nativeOnly }) {
  checkNode(root, process.versions.node);
  // Inside of the set-up's own npm ci: it goes on with the engine itself, and visibly.
  if (nativeOnly && process.env.MODEL_COLLAPSE_SETUP) return;
  if (!nativeOnly) {
    if (!(isInstalled(root) && isCompiled(root))) await withLock(root, () => setUpEssentials(root));
    confirmCompiled(root);
  }
  await setUpNative(root, again);
}

async function main(root) {
  const settings = readWords(process.argv.slice(2));
  if (settings.words.includes("--help") || settings.words.includes("-h")) console.log(help);
  else await setUp(root, settings);
}

watchSignals();
const root = fileURLToPath(new URL("../../", import.meta.url));

main(root).catch((error) => {
  const failure = error instanceof Failure ? error : new Failure(remedyFor(error, root));
  if (failure.message) console.error(`\n${failure.message}\n`);
  process.exit(failure.exitCode);
});
