import { writeSync } from "node:fs";
import type { RealmReport } from "../realm-messages";
import { reportDescriptor } from "../realm-messages";

/**
 * Tells the supervisor something, at once: the write blocks until the supervisor's pipe has taken it, so that output
 * is live during a synchronous loop, nothing is lost when the process ends, and a flood of output slows its cell down
 * instead of filling memory.
 */
export function report(message: RealmReport): void {
  const bytes = Buffer.from(`${JSON.stringify(message)}\n`);
  let written = 0;
  while (written < bytes.length) written += writeSync(reportDescriptor, bytes, written);
}
