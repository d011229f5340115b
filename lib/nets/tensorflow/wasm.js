const fs = require("node:fs");
const { registerCpu } = require("./cpu.js");
const { completeKernels } = require("./missing-kernels.js");

const compiledTo = "@tensorflow/tfjs-backend-wasm/wasm-out";

/**
 * Runs `work` and takes away what it began to do about errors that are none of its business: the module's start lets
 * every unhandled rejection end the process, with its own source as the message.
 */
function withoutErrorHandlers(work) {
  const events = ["uncaughtException", "unhandledRejection"];
  const before = events.map((event) => process.listeners(event));
  const result = work();
  events.forEach((event, i) => {
    const added = process.listeners(event).filter((listener) => !before[i].includes(listener));
    for (const listener of added) process.removeListener(event, listener);
  });
  return result;
}

/**
 * The WebAssembly module, compiled at once: where its bytes are read and compiled synchronously, its own start is
 * synchronous, too, and `settings` is the finished module when the call returns.
 */
function startModule() {
  const bytes = fs.readFileSync(require.resolve(`${compiledTo}/tfjs-backend-wasm-simd.wasm`));
  const settings = {
    instantiateWasm(imports, receive) {
      const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), imports);
      receive(instance);
      return instance.exports;
    },
  };
  require(`${compiledTo}/tfjs-backend-wasm.js`)(settings);
  return settings;
}

/** The functions that the engine calls, as its own asynchronous start binds them. */
function bindFunctions(wasm) {
  wasm.tfjs = {
    init: wasm.cwrap("init", null, []),
    initWithThreadsCount: wasm.cwrap("init_with_threads_count", null, ["number"]),
    getThreadsCount: wasm.cwrap("get_threads_count", "number", []),
    registerTensor: wasm.cwrap("register_tensor", null, ["number", "number", "number"]),
    disposeData: wasm.cwrap("dispose_data", null, ["number"]),
    dispose: wasm.cwrap("dispose", null, []),
  };
  return wasm;
}

/**
 * Starts WebAssembly, one thread. Its package starts it asynchronously, so that whatever computes would have to wait,
 * also a cell that only uses danfo.js; where files are read synchronously that need not be.
 */
exports.startWasm = (library) => {
  if (typeof WebAssembly === "undefined") throw new Error("this Node runs without it");
  const { BackendWasm } = require("@tensorflow/tfjs-backend-wasm");
  const backend = new BackendWasm(bindFunctions(withoutErrorHandlers(startModule)));
  library.removeBackend("wasm");
  library.registerBackend("wasm", () => backend, 2);
  registerCpu(library);
  completeKernels(library, "wasm");
  library.setBackend("wasm");
  return { description: "WebAssembly" };
};
