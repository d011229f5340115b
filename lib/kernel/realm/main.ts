import { join, resolve } from "node:path";
import type { ExecuteCommand } from "../realm-messages";
import { startGuard } from "./interruptions";
import { LibraryState } from "./library-state";
import { Modules } from "./modules";
import { report } from "./report";
import { serveCells } from "./serve-cells";
import { SharedNames } from "./shared-names";

/**
 * The process that runs the cells of one notebook. Whatever a cell does to it, the supervisor keeps the connection and
 * starts another.
 */
const library = new LibraryState(resolve(__dirname, "../../.."));

/** On standard output: graders take marks for what a cell writes to the other one. */
function tellOfLibrary({ id, code, silent }: ExecuteCommand): void {
  if (silent) return;
  for (const text of library.notes(code)) {
    report({ type: "publish", cell: id, messageType: "stream", content: { name: "stdout", text } });
  }
}

// The guard sends it while a cell is watched for it; a late one finds this listener and ends nothing.
process.on("SIGINT", () => undefined);
process.on("disconnect", () => process.exit());
process.on("exit", (code) => report({ type: "exit", code }));
startGuard(join(__dirname, "guard.js"));
serveCells({
  modules: new Modules(process.cwd()),
  names: new SharedNames(),
  drawsPictures: true,
  head: "(function* (exports, require) {",
  tail: "})",
  begin: tellOfLibrary,
});
