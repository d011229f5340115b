import { UsageError } from "./usage-error";

/** Flags that say how a run goes, which have no meaning where nothing runs. */
const ofRuns = ["scale", "seed", "seeds", "set", "only", "resume", "jobs", "workers", "timeout", "chains"];

/** Flag, flags that cannot stand beside it, and what to do about it. */
const exclusions: readonly (readonly [string, readonly string[], string])[] = [
  ["seeds", ["seed"], "name the seed among those of --seeds, such as --seeds 1,7"],
  ["list", [...ofRuns, "output", "compare", "with"], "--list runs nothing: leave the other out, or --list"],
  [
    "with",
    [...ofRuns, "output"],
    "--with compares two runs that are there already: leave the other out, or --with",
  ],
];

/** Flag and the flag without which it means nothing. */
const companions: readonly (readonly [string, string, string])[] = [
  ["claims", "list", "--list --claims tells the claims of every notebook"],
  ["json", "list", "--list --json tells the notebooks as JSON; a run writes claims.json by itself"],
  ["with", "compare", "--compare OLD --with NEW compares two runs that are there already"],
];

/**
 * Holds the flags that were typed against each other.
 * @throws UsageError that names the two and the remedy
 */
export function checkCombination(given: ReadonlySet<string>, notebooks: readonly string[]): void {
  for (const [flag, others, remedy] of exclusions) {
    const other = given.has(flag) ? others.find((name) => given.has(name)) : undefined;
    if (other !== undefined) throw new UsageError(`--${flag} and --${other} exclude each other: ${remedy}.`);
  }
  for (const [flag, needed, remedy] of companions) {
    if (given.has(flag) && !given.has(needed))
      throw new UsageError(`--${flag} needs --${needed} beside it: ${remedy}.`);
  }
  if (given.has("with") && notebooks.length > 0) {
    throw new UsageError(
      `--with compares two runs that are there already, got the notebook ${notebooks[0]}, too: leave it out, or --with.`,
    );
  }
}
