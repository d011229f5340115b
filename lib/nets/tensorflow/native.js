const fs = require("node:fs");
const path = require("node:path");
const util = require("node:util");
const { nativeFolder } = require("./native-folder.js");

/** What the upstream package calls and Node 23 took away. */
function restoreRemovedUtilities() {
  util.isNullOrUndefined ??= (value) => value === null || value === undefined;
  util.isArray ??= Array.isArray;
}

/** Starts TensorFlow's C library with the binding and the kernels of the upstream package. */
exports.startNative = (library) => {
  const folder = nativeFolder();
  if (!fs.existsSync(folder)) throw new Error(`${folder} does not exist`);
  restoreRemovedUtilities();
  // Read by the C library when it starts: 2 hides what it tells about itself, errors are still shown.
  process.env.TF_CPP_MIN_LOG_LEVEL ??= "2";
  const upstream = (name) => require(path.join(folder, name));
  // The upstream package asks for the whole of TensorFlow.js by name and finds an empty module: this fills it.
  Object.assign(upstream("node_modules/@tensorflow/tfjs"), library);
  const binding = upstream("lib/napi-v8/tfjs_binding.node");
  upstream("dist/register_all_kernels.js");
  const { NodeJSKernelBackend } = upstream("dist/nodejs_kernel_backend.js");
  library.registerBackend("tensorflow", () => new NodeJSKernelBackend(binding, "@tensorflow/tfjs-node"));
  library.setBackend("tensorflow");
};
