import { readdirSync, readFileSync } from "node:fs";
import { whyNoBubblewrap } from "../../../lib/exercises/sandbox/bubblewrap";
import { bubblewrapSandbox, permissionsSandbox } from "../../../lib/exercises/sandbox/find-sandbox";
import type { Sandbox } from "../../../lib/exercises/sandbox/sandbox";

const reason = whyNoBubblewrap();
if (reason !== undefined) console.warn(`SKIPPED: the tests of submissions under bubblewrap. ${reason}.`);

/** The sandboxes that work on this machine. */
export const sandboxes: readonly Sandbox[] = [
  ...(reason === undefined ? [bubblewrapSandbox()] : []),
  permissionsSandbox("a test asks for it"),
];

/** Numbers of the processes below one, at any depth. */
export function processesBelow(root: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync("/proc").filter((each) => /^\d+$/.test(each))) {
    try {
      const text = readFileSync(`/proc/${name}/stat`, "utf8");
      parents.set(Number(name), Number(text.slice(text.lastIndexOf(")") + 2).split(" ")[1]));
    } catch {
      // Gone since it was listed.
    }
  }
  const descends = (number: number): boolean => {
    const parent = parents.get(number);
    return parent !== undefined && (parent === root || descends(parent));
  };
  return [...parents.keys()].filter(descends);
}
