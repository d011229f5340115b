const { createHash } = require("node:crypto");
const fs = require("node:fs");
const path = require("node:path");

const projectRoot = path.resolve(__dirname, "../../..");
const recipeFile = (root) => path.join(root, "lib/nets/tensorflow/recipe.json");

/** Where the native engines of the project at `root` lie: outside node_modules, which may be deleted any time. */
exports.nativeHome = (root = projectRoot) => path.join(root, ".cache", "tensorflow");

/** The folder of the engine for this machine and for the recipe as it is now. A changed recipe is a new folder. */
exports.nativeFolder = (root = projectRoot) => {
  const recipe = createHash("sha256").update(fs.readFileSync(recipeFile(root))).digest("hex");
  return path.join(exports.nativeHome(root), `${process.platform}-${process.arch}-${recipe.slice(0, 12)}`);
};
