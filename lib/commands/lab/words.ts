import { UsageError } from "../../runner/usage-error";

/** What `npm run lab -- words` asks for. */
export interface LabWords {
  readonly help: boolean;
  /** Notebook 7 instead of JupyterLab. */
  readonly notebook: boolean;
  /** The Python that was named, for JupyterLab itself or for the environment that is made. */
  readonly python: string | undefined;
  /** All else, which is Jupyter's. */
  readonly others: readonly string[];
}

const pythonFlag = /^--python(?:=(.*))?$/s;

/**
 * Takes our own words out of those behind `npm run lab --`; the others go to Jupyter as they are.
 * @throws {UsageError} for `--python` without a path.
 */
export function readLabWords(words: readonly string[], environment: NodeJS.ProcessEnv): LabWords {
  const others: string[] = [];
  let python = environment.PYTHON || undefined;
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    const flag = pythonFlag.exec(word);
    if (flag) python = pathOf(flag[1] ?? words[++at]);
    else if (word !== "--notebook") others.push(word);
  }
  const help = others.includes("--help") || others.includes("-h");
  return { help, notebook: words.includes("--notebook"), python, others };
}

function pathOf(value: string | undefined): string {
  if (value) return value;
  throw new UsageError(
    "npm run lab: --python needs a Python, such as --python ~/jupyter/bin/python, got none.",
  );
}
