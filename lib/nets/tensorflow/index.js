/**
 * The tensor library under the name that danfojs and scripts written for Node ask for.
 * One process has one engine: whoever requires this module shares it.
 */
const library = require("./library.js");
const { startNative } = require("./native.js");

let backendReason = "";
try {
  startNative(library);
} catch (error) {
  backendReason = error.message;
  require("@tensorflow/tfjs-backend-cpu");
  library.setBackend("cpu");
  // On its first tensor this backend prints a banner that recommends another package.
  library.backend().firstUse = false;
}
const backendName = library.getBackend();

module.exports = { ...library, backendName, backendReason, ready: Promise.resolve() };
