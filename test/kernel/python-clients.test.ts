import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { installKernelspec, jupyterDataFolder } from "../../lib/kernel/kernelspec";
import { findPython } from "../python";

const execute = promisify(execFile);

const python = await findPython(["jupyter_kernel_test", "nbclient", "nbformat"]);
if (python === undefined) {
  console.warn(
    "SKIPPED: the kernel under Jupyter's own clients. No Python with jupyter-kernel-test, nbclient and nbformat: " +
      "install them (pip install jupyter-kernel-test nbclient nbformat) and name that Python in JUPYTER_PYTHON.",
  );
}

describe.skipIf(python === undefined)("Jupyter's own clients", () => {
  let prefix: string;

  beforeAll(() => {
    prefix = mkdtempSync(join(tmpdir(), "kernelspec-"));
    installKernelspec(jupyterDataFolder(prefix));
  });

  afterAll(() => rmSync(prefix, { recursive: true, force: true }));

  test.each([
    ["jupyter-kernel-test accepts the kernel", "conformance.py"],
    ["nbclient runs notebooks", "notebooks.py"],
    ["editors find, drive and interrupt the kernel", "front_ends.py"],
  ])(
    "%s",
    async (_, script) => {
      const environment = {
        ...process.env,
        JUPYTER_PATH: join(prefix, "share/jupyter"),
        JUPYTER_RUNTIME_DIR: prefix,
      };
      const { stderr } = await execute(python!, [join(__dirname, "python", script)], {
        env: environment,
      }).catch((error: { stdout: string; stderr: string; message: string }) => {
        throw new Error(`${error.message}\n${error.stdout}\n${error.stderr}`);
      });
      // unittest writes its last line to stderr: OK, perhaps with the number of checks that do not apply.
      expect(stderr.trim().split("\n").at(-1)).toMatch(/^OK/);
    },
    180_000,
  );
});
