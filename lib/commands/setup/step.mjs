import { spawn } from "node:child_process";
import { Failure } from "./failure.mjs";
import { handleSignals } from "./interrupt.mjs";

const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`;

/** Shows that a step is running: a counting line on a terminal, one plain line elsewhere. */
function announce(title, progress) {
  const started = Date.now();
  const live = Boolean(process.stderr.isTTY);
  const draw = () => {
    const done = progress ? progress() : "";
    const elapsed = Math.round((Date.now() - started) / 1000);
    process.stderr.write(`\r${title} … ${done ? `${done}, ` : ""}${elapsed} s `);
  };
  if (!live) process.stderr.write(`${title} …\n`);
  const timer = live ? setInterval(draw, 1000) : undefined;
  if (live) draw();
  return (outcome) => {
    clearInterval(timer);
    process.stderr.write(`${live ? "\r\x1b[K" : ""}${title}: ${outcome} after ${seconds(started)}\n`);
  };
}

/**
 * Runs one program quietly and keeps what it prints. `options` are those of `spawn`, and `progress`, a function to what
 * a terminal shows of the work done. Ctrl-C reaches the program first and is an error
 * (exit code 130) only once it has ended, so that nothing goes on writing behind a released lock.
 */
export function runStep(title, command, args, options) {
  const { progress, ...spawnOptions } = options;
  const done = announce(title, progress);
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, Object.assign({ stdio: ["ignore", "pipe", "pipe"] }, spawnOptions));
    let output = "";
    let interruptedBy;
    const release = handleSignals((signal, exitCode) => {
      interruptedBy = exitCode;
      child.kill(signal);
    });
    const keep = (chunk) => {
      output += chunk;
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    child.on("error", (error) => {
      release();
      done("failed");
      if (error.code === "ENOENT") resolve({ missing: true, code: 1, output });
      else reject(error);
    });
    child.on("close", (code, signal) => {
      release();
      done(interruptedBy ? "interrupted" : code === 0 ? "done" : "failed");
      if (interruptedBy) reject(new Failure("", interruptedBy));
      else resolve({ missing: false, code, signal, output });
    });
  });
}
