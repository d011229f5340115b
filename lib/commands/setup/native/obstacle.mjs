import { runStep } from "../step.mjs";

/** Why the native engine cannot be had in one way, as part of a sentence. */
export class Obstacle extends Error {
  /** `final` when no other way may be tried, as with a digest that does not match. */
  constructor(message, final = false) {
    super(message);
    this.final = final;
  }
}

/** The line of a program's output that says best what went wrong. */
function tellingLine(output) {
  const lines = output
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
  return lines.find((line) => /\berror\b/i.test(line)) || lines[lines.length - 1] || "it said nothing";
}

/** Runs one program as a visible step; its failure is an obstacle: "`what` failed: …". */
export async function runOrStop(title, command, args, { what, ...options }) {
  const { missing, code, signal, output } = await runStep(title, command, args, options);
  if (missing) throw new Obstacle(`${what} failed: ${command} was not found`);
  if (signal) throw new Obstacle(`${what} failed: ${signal}`);
  if (code !== 0) throw new Obstacle(`${what} failed: ${tellingLine(output).slice(0, 200)}`);
  return output;
}
