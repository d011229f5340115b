import { join, resolve } from "node:path";
import type { ExecuteCommand, RealmCommand } from "../realm-messages";
import { type Cell, currentCell } from "./cell";
import { createConverter } from "./compiler/converter";
import { describeStacks } from "./errors/stack-trace";
import { failureOf } from "./errors/traceback";
import { Executor, scriptOf } from "./executor";
import { offerFrontEnd } from "./front-end";
import { startGuard } from "./interruptions";
import { answer } from "./language/answer";
import { LibraryState } from "./library-state";
import { captureStreams, publishStream } from "./publish";
import { report } from "./report";

/**
 * The process that runs the cells of one notebook. Whatever a cell does to it, the supervisor keeps the connection and
 * starts another.
 */
const root = resolve(__dirname, "../../../..");

// The guard sends it while a cell is watched for it; a late one finds this listener and ends nothing.
process.on("SIGINT", () => undefined);
process.on("disconnect", () => process.exit());
process.on("exit", (code) => report({ type: "exit", code }));
startGuard(join(__dirname, "guard.js"));
describeStacks(root);
const converter = createConverter(join(root, "node_modules"));
const executor = new Executor(converter, process.cwd());
const library = new LibraryState(join(root, "lib"));
offerFrontEnd();
captureStreams();

/** On standard output: graders take marks for what a cell writes to the other one. */
function tellOfLibrary({ id, code, silent }: ExecuteCommand): void {
  if (silent) return;
  for (const text of library.notes(code)) {
    report({ type: "publish", cell: id, messageType: "stream", content: { name: "stdout", text } });
  }
}

/** An error that no code of a cell caught: the cell's failure while it runs, a message below it afterwards. */
function onUncaught(error: unknown): void {
  const cell: Cell | undefined = currentCell();
  if (cell?.interrupted) return;
  if (cell && !cell.settled) {
    cell.fail(error);
    return;
  }
  const { traceback } = failureOf(error, cell ? scriptOf(cell.id) : "");
  publishStream(cell, "stderr", `Uncaught, after the cell had ended:\n${traceback.join("\n")}\n`);
}
process.on("uncaughtException", onUncaught);
process.on("unhandledRejection", onUncaught);

process.on("message", async (command: RealmCommand) => {
  if (command.type === "execute") {
    tellOfLibrary(command);
    const outcome = await executor.execute(command);
    report({ type: "settled", id: command.id, outcome });
  } else if (command.type === "interrupt") {
    if (executor.running?.id === command.id) executor.running.interrupt();
  } else {
    const look = (code: string) => converter.look(executor.declarations, code);
    report({ type: "answer", id: command.id, content: answer(command, look) });
  }
});
report({ type: "ready" });
