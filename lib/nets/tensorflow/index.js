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

function start(name) {
  description = engines[name](library).description;
}

function startWanted(wanted) {
  if (!Object.hasOwn(engines, wanted)) {
    const names = Object.keys(engines).join(", ");
    throw new RangeError(
      `MODEL_COLLAPSE_BACKEND names "${wanted}", which is no engine: choose one of ${names}, or unset it for the best.`,
    );
  }
  try {
    start(wanted);
  } catch (error) {
    const remedy = "Run npm run setup -- --native, or unset it for the best engine that there is";
    const message = `MODEL_COLLAPSE_BACKEND asks for ${wanted}, which cannot start: ${error.message}. ${remedy}.`;
    throw new Error(message, { cause: error });
  }
  return wanted === "native" ? "" : `MODEL_COLLAPSE_BACKEND asks for ${wanted}`;
}

/** Starts the first that can; returns why those before it could not. */
function startBest() {
  const titles = { native: "native engine", wasm: "WebAssembly" };
  const reasons = [];
  for (const name of Object.keys(engines)) {
    try {
      start(name);
      break;
    } catch (error) {
      if (!(name in titles)) throw error;
      reasons.push(`no ${titles[name]}: ${error.message}`);
    }
  }
  return reasons.join("; ");
}

const wanted = process.env.MODEL_COLLAPSE_BACKEND;
const backendReason = wanted ? startWanted(wanted) : startBest();

module.exports = {
  ...library,
  backendName: library.getBackend(),
  backendDescription: description,
  backendReason,
  ready: Promise.resolve(),
};
