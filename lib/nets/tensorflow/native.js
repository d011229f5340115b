const fs = require("node:fs");
const { createRequire } = require("node:module");
const path = require("node:path");
const util = require("node:util");
const { nativeFolder, readRefusal } = require("./native-folder.js");
const { loadOwnLibraries } = require("./own-libraries.js");

/** The upstream package calls what Node 22 warns of and Node 23 took away. */
function restoreRemovedUtilities() {
  util.isNullOrUndefined = (value) => value === null || value === undefined;
  util.isArray = Array.isArray;
}

/**
 * Keeps TensorFlow from telling about itself when it starts: 2 leaves its errors. In the main thread process.env is
 * the environment that the C library reads, in a worker thread it is a copy.
 */
function silence(loader) {
  process.env.TF_CPP_MIN_LOG_LEVEL ??= "2";
  loader?.setDefault("TF_CPP_MIN_LOG_LEVEL", process.env.TF_CPP_MIN_LOG_LEVEL);
}

function requireFolder(folder) {
  if (fs.existsSync(folder)) return;
  const refusal = readRefusal();
  throw new Error(refusal ? refusal.reason : "it is not installed: run npm run setup");
}

/**
 * A folder that several clones share finds the first clone's core. A process has one core, ours: what registers with a
 * second one is never found.
 */
function shareCore(folder) {
  const core = "@tensorflow/tfjs-core";
  const theirs = createRequire(path.join(fs.realpathSync(folder), "index.js")).resolve(core);
  require.cache[theirs] ??= require.cache[require.resolve(core)];
}

/**
 * Starts TensorFlow's C library with the binding and the kernels of the upstream package, which set-up has put into
 * `folder`. Takes 0.1 s.
 */
exports.startNative = (library, folder = nativeFolder()) => {
  requireFolder(folder);
  restoreRemovedUtilities();
  const upstream = (name) => require(path.join(folder, name));
  const loaderFile = path.join(folder, "lib/loader.node");
  const loader = fs.existsSync(loaderFile) ? require(loaderFile) : undefined;
  silence(loader);
  const own = loadOwnLibraries(loader);
  const binding = upstream("lib/napi-v8/tfjs_binding.node");
  // The upstream package asks for the whole of TensorFlow.js by name and finds an empty module: this fills it.
  Object.assign(upstream("node_modules/@tensorflow/tfjs"), library);
  shareCore(folder);
  upstream("dist/register_all_kernels.js");
  const { NodeJSKernelBackend } = upstream("dist/nodejs_kernel_backend.js");
  const backend = new NodeJSKernelBackend(binding, "@tensorflow/tfjs-node");
  library.registerBackend("tensorflow", () => backend);
  library.setBackend("tensorflow");
  const device = backend.isUsingGpuDevice ? " on a GPU" : "";
  return { description: `TensorFlow ${binding.TF_Version}${device}${own ? ` from ${own}` : ""}` };
};
