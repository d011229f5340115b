/**
 * The tensor library without an engine, put together from the parts of TensorFlow.js: the whole package takes
 * 140 MB of bundles that Node never reads.
 */
const core = require("@tensorflow/tfjs-core");
const layers = require("@tensorflow/tfjs-layers"); // also registers the gradients
const data = require("@tensorflow/tfjs-data");
const { registerChainedOperations } = require("./chained-operations.js");

registerChainedOperations(core);

module.exports = { ...core, ...layers, data };
