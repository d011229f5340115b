/** Compares the claims in executed notebooks (paths) with those committed under the same names; differences end it with 1. */
import { createRequire } from "node:module";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";

const load = (path) => createRequire(import.meta.url)(`../lib/dist/runner/${path}.js`);
const { readNotebook } = load("notebook/read");
const { recordOf } = load("committed/record");
const { compareClaims } = load("committed/compare-claims");
const { claimsIn } = load("execution/collect");

const committedPath = (path) => fileURLToPath(new URL(`../notebooks/${basename(path)}`, import.meta.url));
const differences = process.argv.slice(2).flatMap((path) => {
  const committed = recordOf(readNotebook(committedPath(path)));
  if (committed === undefined) return [`${basename(path)} has no committed claims: run npm run notebooks`];
  const fresh = claimsIn(readNotebook(path));
  console.log(`${basename(path)}: ${fresh.length} claims, ${committed.claims.length} committed`);
  return compareClaims(committed.claims, fresh).map((difference) => `${basename(path)}: ${difference}`);
});
for (const difference of differences) console.error(difference);
process.exitCode = differences.length > 0 ? 1 : 0;
