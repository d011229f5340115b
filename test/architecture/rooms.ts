/** The rooms in the order data moves: a file imports from its own room and from earlier ones. */
export const rooms = [
  "random", "data", "text", "nets", "fitters", "samplers", "regimes", "chain", "metrics", "claims", "charts",
  "provenance", "kernel", "runner", "exercises", "commands",
]; // biome-ignore format: one list

/** Whether a file of lib/ belongs to the table of contents, which is for users: no room imports it. */
export function isContents(name: string): boolean {
  return name === "index.ts" || name.startsWith("contents/");
}
