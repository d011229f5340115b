const fs = require("node:fs");
const path = require("node:path");

// In the order in which they need each other.
const libraries = ["libtensorflow_framework.so.2", "libtensorflow_cc.so.2"];

/** Loads the libraries in `folder`, so that they serve the binding in place of the ones beside it. */
function load(folder, loader) {
  if (!loader) throw new Error("this native engine was not compiled here and knows its own libraries only");
  // Links resolved: the libraries look for others, such as CUDA's, beside where they really lie.
  const files = libraries.map((name) => path.resolve(folder, name));
  const lost = files.find((file) => !fs.existsSync(file));
  if (lost) throw new Error(`${lost} does not exist`);
  loader.load(...files.map((file) => fs.realpathSync(file)));
}

/**
 * Loads the libraries in the folder that MODEL_COLLAPSE_TENSORFLOW names and returns it; undefined when it names none,
 * and, with one line of warning, when they cannot be loaded.
 */
exports.loadOwnLibraries = (loader) => {
  const folder = process.env.MODEL_COLLAPSE_TENSORFLOW;
  if (!folder) return undefined;
  try {
    load(folder, loader);
    return path.resolve(folder);
  } catch (error) {
    console.warn(`MODEL_COLLAPSE_TENSORFLOW is left out, the ordinary libraries compute: ${error.message}`);
    return undefined;
  }
};
