import { hostname } from "node:os";
import { basename } from "node:path";

/** Who computes a chain. */
export interface Author {
  /** The notebook, where it is known, else the process. */
  readonly name: string;
  readonly process: string;
  /** The run of several notebooks that it belongs to. */
  readonly run?: string;
}

/** This process. The runner names the notebook of each of its kernels, and Jupyter's server those of its own. */
export function thisAuthor(
  {
    MODEL_COLLAPSE_NOTEBOOK: notebook,
    MODEL_COLLAPSE_RUN: run,
    JPY_SESSION_NAME: session,
  }: NodeJS.ProcessEnv = process.env,
): Author {
  const name = notebook || (session && basename(session, ".ipynb")) || `process ${process.pid}`;
  return { name, process: `${hostname()} ${process.pid} ${performance.timeOrigin}`, run };
}

/** Names of authors as `reader` sees them, each once, sorted; without itself. */
export function namesOf(authors: Iterable<Author>, reader: Author): string[] {
  const others = [...authors].filter((author) => author.process !== reader.process);
  const names = others.map(({ name, run }) =>
    reader.run === undefined || run === reader.run ? name : `${name} in an earlier run`,
  );
  return [...new Set(names)].sort();
}
