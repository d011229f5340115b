const { registerCpu } = require("./cpu.js");
const { completeKernels } = require("./missing-kernels.js");

const events = ["uncaughtException", "unhandledRejection"];

/** Runs `work` and removes what it began to do about errors that are none of its business. */
async function withoutErrorHandlers(work) {
  const before = new Map(events.map((event) => [event, process.listeners(event)]));
  try {
    return await work();
  } finally {
    for (const event of events) {
      const added = process.listeners(event).filter((listener) => !before.get(event).includes(listener));
      for (const listener of added) process.removeListener(event, listener);
    }
  }
}

/** A tensor that was asked for too early starts the engine anew, and the first start counts as failed: hence two. */
async function start(library) {
  const started = (await library.setBackend("wasm")) || (await library.setBackend("wasm"));
  if (!started) throw new Error("WebAssembly cannot start here");
}

/** Starts WebAssembly, one thread: asynchronously, so that `ready` has to be awaited. */
exports.startWasm = (library) => {
  if (typeof WebAssembly === "undefined") throw new Error("this Node runs without it");
  require("@tensorflow/tfjs-backend-wasm");
  registerCpu(library);
  completeKernels(library, "wasm");
  return { description: "WebAssembly", ready: withoutErrorHandlers(() => start(library)) };
};
