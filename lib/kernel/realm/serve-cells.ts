import { join, resolve } from "node:path";
import type { RealmCommand } from "../realm-messages";
import { type Cell, currentCell } from "./cell";
import { createConverter } from "./compiler/converter";
import { describeStacks } from "./errors/stack-trace";
import { failureOf } from "./errors/traceback";
import { Executor, scriptOf } from "./executor";
import { offerFrontEnd } from "./front-end";
import { answer } from "./language/answer";
import type { CellProfile } from "./profile";
import { captureStreams, publishStream } from "./publish";
import { report } from "./report";

const root = resolve(__dirname, "../../../..");

/**
 * Runs the cells that the supervisor sends.
 *
 * @param lockDown Called when everything is loaded, before the first cell.
 */
export function serveCells(profile: CellProfile, lockDown: () => void = () => undefined): void {
  describeStacks(root);
  const converter = createConverter(join(root, "node_modules"));
  const executor = new Executor(converter, profile);
  offerFrontEnd(profile.drawsPictures);
  captureStreams();
  process.on("uncaughtException", onUncaught);
  process.on("unhandledRejection", onUncaught);
  process.on("message", async (command: RealmCommand) => {
    if (command.type === "execute") {
      const outcome = await executor.execute(command);
      report({ type: "settled", token: command.token, outcome });
    } else if (command.type === "interrupt") {
      if (executor.running?.id === command.id) executor.running.interrupt();
    } else {
      const look = (code: string) => converter.look(executor.declarations, code);
      report({ type: "answer", id: command.id, content: answer(command, look) });
    }
  });
  lockDown();
  report({ type: "ready" });
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
