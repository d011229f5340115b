import { join } from "node:path";

/** The root folder of the project: three above the compiled file of a command. */
export const projectRoot: string = join(__dirname, "../../..");
