/**
 * Removes what set-up and runs have made. Like set-up it uses nothing but Node: it has to work when the packages or the
 * library are what is broken.
 */
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { Failure } from "./setup/failure.mjs";

const help = `npm run clean [-- --results | --all] [--dry-run]

Removes what is made again by itself: the compiled library, the site, kept chains, what CI leaves.
  --results   also what runs have written: report, releases and grades of exercises
  --all       also the packages, the tensor engine, JupyterLab's environment and downloaded data: a fresh clone
  --dry-run   only says what would go, and its size
  --help      this text

  npm run clean
  npm run clean -- --all --dry-run

Ends with 0, 1 when something cannot be removed, 2 for a wrong word on the command line.`;

/** Paths from the root, by how much it costs to have them again. */
const made = ["lib/dist", "site", ".cache/chains", ".cache/ci"];
const results = ["report", "release", "grades"];
const everything = [".cache", "data/cache", "node_modules", "lib/node_modules"];

function readWords(words) {
  const unknown = words.find((word) => !["--results", "--all", "--dry-run", "--help", "-h"].includes(word));
  if (unknown) throw new Failure(`npm run clean knows no ${unknown}.\n\n${help}`, 2);
  const has = (word) => words.includes(word);
  return {
    help: has("--help") || has("-h"),
    results: has("--results"),
    all: has("--all"),
    dryRun: has("--dry-run"),
  };
}

/** Bytes of a file, or of all files in a folder; links are not followed. */
function sizeOf(file) {
  const status = fs.lstatSync(file);
  if (!status.isDirectory()) return status.size;
  return fs.readdirSync(file).reduce((sum, name) => sum + sizeOf(path.join(file, name)), 0);
}

const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;

function clean(root, { all, results: alsoResults, dryRun }) {
  const paths = [...made, ...(alsoResults || all ? results : []), ...(all ? everything : [])];
  const there = paths.filter((name) => fs.existsSync(path.join(root, name)));
  for (const name of there) {
    // A folder inside one that went before is gone with it.
    if (!fs.existsSync(path.join(root, name))) continue;
    const size = megabytes(sizeOf(path.join(root, name)));
    if (!dryRun) fs.rmSync(path.join(root, name), { recursive: true, force: true, maxRetries: 3 });
    console.log(`${dryRun ? "Would remove" : "Removed"} ${name} (${size})`);
  }
  if (there.length === 0) console.log("Nothing to remove.");
}

try {
  const settings = readWords(process.argv.slice(2));
  if (settings.help) console.log(help);
  else clean(fileURLToPath(new URL("../../", import.meta.url)), settings);
} catch (error) {
  console.error(`\n${error.message}\n`);
  process.exit(error instanceof Failure ? error.exitCode : 1);
}
