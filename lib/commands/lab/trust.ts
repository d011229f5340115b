import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runQuietly } from "./step";

const trust = "from nbformat.sign import TrustNotebookApp; TrustNotebookApp.launch_instance()";
const own = /^\d\d-.*\.ipynb$/;

/** The workbook's notebooks, those of the exercises too. */
export function ownNotebooks(notebooksFolder: string): string[] {
  return [notebooksFolder, join(notebooksFolder, "exercises")]
    .filter((folder) => existsSync(folder))
    .flatMap((folder) =>
      readdirSync(folder)
        .filter((name) => own.test(name))
        .sort()
        .map((name) => join(folder, name)),
    );
}

/**
 * Signs the notebooks, so that JupyterLab shows all of their outputs before they are run. Only when they changed since:
 * it takes two seconds.
 *
 * @param python A Python with Jupyter.
 * @param environment With Jupyter's folders, in one of which the signatures lie.
 */
export async function trustNotebooks(
  notebooks: readonly string[],
  python: string,
  environment: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<void> {
  const stamp = join(environment.JUPYTER_DATA_DIR!, "trusted-notebooks");
  const digest = createHash("sha256");
  for (const notebook of notebooks) digest.update(notebook).update(readFileSync(notebook));
  const state = digest.digest("hex");
  if (notebooks.length === 0 || (existsSync(stamp) && readFileSync(stamp, "utf8") === state)) return;
  const { code, output } = await runQuietly(python, ["-c", trust, ...notebooks], signal, environment);
  if (code === 0) writeFileSync(stamp, state);
  else
    process.stderr.write(
      `The notebooks could not be marked as trusted, so some outputs stay hidden:\n${output}`,
    );
}
