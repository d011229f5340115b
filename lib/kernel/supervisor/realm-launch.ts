import { delimiter, join, resolve } from "node:path";

/** How to start a realm's process. It inherits the pipes to the supervisor, whatever is started around it. */
export interface RealmLaunch {
  readonly command: string;
  readonly arguments: readonly string[];
  /** Its working directory; the supervisor's own where none is said. */
  readonly folder?: string;
  readonly environment: NodeJS.ProcessEnv;
}

const packages = resolve(__dirname, "../../../../node_modules");

/** The process that runs the cells of an ordinary notebook. */
export function ordinaryLaunch(): RealmLaunch {
  return {
    command: process.execPath,
    arguments: [join(__dirname, "../realm/main.js")],
    environment: {
      ...process.env,
      NODE_PATH: [process.env.NODE_PATH, packages].filter(Boolean).join(delimiter),
    },
  };
}
