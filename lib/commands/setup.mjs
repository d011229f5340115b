/**
 * Set-up: makes a fresh clone ready to run. Checks Node, installs the packages, compiles the library —
 * each only when something changed. It runs before node_modules exists, so it uses nothing but Node, and
 * it avoids syntax and imports that an old Node cannot read, so that an old Node still hears the remedy.
 */
import { fileURLToPath } from "node:url";
import { compile, isCompiled } from "./setup/compile.mjs";
import { Failure, remedyFor } from "./setup/failure.mjs";
import { install, isInstalled } from "./setup/install.mjs";
import { watchSignals } from "./setup/interrupt.mjs";
import { withLock } from "./setup/lock.mjs";
import { checkNode } from "./setup/node-version.mjs";

/** Brings the project at `root` up to date; says nothing when there is nothing to do. */
async function setUp(root) {
  checkNode(root, process.versions.node);
  if (isInstalled(root) && isCompiled(root)) return;
  await withLock(root, async () => {
    // Asked again: whoever held the lock before may have done the work.
    if (!isInstalled(root)) await install(root);
    if (!isCompiled(root)) await compile(root);
  });
}

watchSignals();
const root = fileURLToPath(new URL("../../", import.meta.url));

setUp(root).catch((error) => {
  const failure = error instanceof Failure ? error : new Failure(remedyFor(error, root));
  if (failure.message) console.error(`\n${failure.message}\n`);
  process.exit(failure.exitCode);
});
