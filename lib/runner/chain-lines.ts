import type { ChainOrigin } from "../chain/origin";

/**
 * What a notebook did not compute itself, a line for each who did: "2 chains are not run again: computed by
 * 03-opt-text-drift".
 */
export function describeChains(origins: readonly ChainOrigin[]): string[] {
  const counts = new Map<string, number>();
  for (const { read, replicates, computedBy } of origins) {
    if (computedBy.length === 0) continue;
    const names = computedBy.join(" and ");
    const what = read === replicates ? ["not run again", "computed"] : ["only completed", "begun"];
    const line = `${what[0]}: ${what[1]} by ${names}`;
    counts.set(line, (counts.get(line) ?? 0) + 1);
  }
  return [...counts].map(([line, count]) => `${count} ${count === 1 ? "chain is" : "chains are"} ${line}`);
}
