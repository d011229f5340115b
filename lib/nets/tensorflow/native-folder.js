const { createHash } = require("node:crypto");
const fs = require("node:fs");
const path = require("node:path");

const projectRoot = path.resolve(__dirname, "../../..");
const seamOf = (root) => path.join(root, "lib/nets/tensorflow");

/** Everything that decides what the native engine is made of. */
const ingredients = ["recipe.json", "loader.cc"];

/** Where native engines lie: outside node_modules, which may be deleted at any time. */
const nativeHome = (root = projectRoot) => path.join(root, ".cache", "tensorflow");

/** The engine's folder for this machine and for the recipe as it is now: a changed recipe is another folder. */
function nativeFolder(root = projectRoot) {
  const hash = createHash("sha256");
  for (const name of ingredients) hash.update(fs.readFileSync(path.join(seamOf(root), name)));
  const key = `${process.platform}-${process.arch}-${hash.digest("hex").slice(0, 12)}`;
  return path.join(nativeHome(root), key);
}

/** The file in which set-up keeps why there is no native engine. */
const refusalFile = (root = projectRoot) => path.join(nativeHome(root), "unavailable.json");

/** Why there is none, by the last set-up with this recipe; undefined when none was tried. */
function readRefusal(root = projectRoot) {
  if (!fs.existsSync(refusalFile(root))) return undefined;
  const refusal = JSON.parse(fs.readFileSync(refusalFile(root), "utf8"));
  return refusal.folder === path.basename(nativeFolder(root)) ? refusal : undefined;
}

module.exports = { nativeHome, nativeFolder, refusalFile, readRefusal };
