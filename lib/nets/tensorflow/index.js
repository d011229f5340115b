/**
 * The tensor library under the name that danfojs and scripts written for Node ask for, with the best engine that there
 * is: TensorFlow's C library, WebAssembly, plain JavaScript. MODEL_COLLAPSE_BACKEND names another. One process has one
 * engine: whoever requires this module shares it.
 */
const { startCpu } = require("./cpu.js");
const library = require("./library.js");
const { startNative } = require("./native.js");
const { startWasm } = require("./wasm.js");

const engines = { native: startNative, wasm: startWasm, cpu: startCpu };
let description;
let reason = "";

/** Starts `name`; the promise is there for the engine that needs time. */
function start(name) {
  const started = engines[name](library);
  description = started.description;
  return started.ready ?? Promise.resolve();
}

function startWanted(wanted) {
  if (!Object.hasOwn(engines, wanted)) {
    const names = Object.keys(engines).join(", ");
    throw new RangeError(
      `MODEL_COLLAPSE_BACKEND names "${wanted}", which is no engine: choose one of ${names}, or unset it for the best.`,
    );
  }
  reason = wanted === "native" ? "" : `MODEL_COLLAPSE_BACKEND asks for ${wanted}`;
  try {
    return start(wanted);
  } catch (error) {
    const remedy = "Run npm run setup -- --native, or unset it for the best engine that there is";
    throw new Error(
      `MODEL_COLLAPSE_BACKEND asks for ${wanted}, which cannot start: ${error.message}. ${remedy}.`,
      {
        cause: error,
      },
    );
  }
}

async function startBest() {
  try {
    return start("native");
  } catch (error) {
    reason = `no native engine: ${error.message}`;
  }
  try {
    return await start("wasm");
  } catch (error) {
    reason += `; no WebAssembly: ${error.message}`;
    return start("cpu");
  }
}

const wanted = process.env.MODEL_COLLAPSE_BACKEND;
const ready = wanted ? startWanted(wanted) : startBest();
// Whoever awaits it hears of a failure; nobody has to.
ready.catch(() => undefined);

module.exports = {
  ...library,
  ready,
  get backendName() {
    return library.getBackend();
  },
  get backendReason() {
    return reason;
  },
  get backendDescription() {
    return description;
  },
};
