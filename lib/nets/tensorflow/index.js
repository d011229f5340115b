/**
 * The tensor library under the name that danfojs and scripts written for Node ask for. It is put together
 * from the parts of TensorFlow.js, because the whole of it takes 140 MB of bundles that Node never reads.
 * One process has one engine: whoever requires this module shares it.
 */
const core = require("@tensorflow/tfjs-core");
require("@tensorflow/tfjs-backend-cpu");
const layers = require("@tensorflow/tfjs-layers"); // also registers the gradients
const data = require("@tensorflow/tfjs-data");
const { registerChainedOperations } = require("./chained-operations.js");

registerChainedOperations(core);

/** The engine in use: "cpu" is plain JavaScript. */
const backendName = "cpu";
core.setBackend(backendName);
// On its first tensor this backend prints a banner that recommends another package.
core.backend().firstUse = false;

module.exports = { ...core, ...layers, data, backendName };
