import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { promisify } from "node:util";

const execute = promisify(execFile);
const own = resolve(__dirname, "../.cache/python/bin/python");

/** The first Python that can import these modules: the one named in JUPYTER_PYTHON, the workbook's own, the system's. */
export async function findPython(modules: readonly string[]): Promise<string | undefined> {
  const candidates = [process.env.JUPYTER_PYTHON, existsSync(own) ? own : undefined, "python3"];
  for (const candidate of candidates) {
    if (candidate === undefined) continue;
    const works = execute(candidate, ["-c", `import ${modules.join(", ")}`]).then(
      () => true,
      () => false,
    );
    if (await works) return candidate;
  }
  return undefined;
}
