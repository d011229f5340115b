import { UsageError } from "../usage-error";

const mostSeeds = 1000;

/**
 * Seeds as they are typed: `1..5`, `1,3,7` or both; in rising order, each once.
 * @throws UsageError for anything else, and for a single seed, over which nothing can be pooled
 */
export function parseSeeds(text: string): number[] {
  const seeds = new Set<number>();
  for (const part of text.split(",")) {
    const [, first, last] = /^\s*(\d+)(?:\s*\.\.\s*(\d+))?\s*$/.exec(part) ?? refuse(text);
    const [from, to] = [Number(first), Number(last ?? first)];
    if (!Number.isSafeInteger(to) || to < from || to - from >= mostSeeds) refuse(text);
    for (let seed = from; seed <= to; seed++) seeds.add(seed);
  }
  if (seeds.size === 1)
    throw new UsageError(`--seeds needs two seeds or more, got "${text}": for one use --seed.`);
  if (seeds.size > mostSeeds) refuse(text);
  return [...seeds].sort((a, b) => a - b);
}

function refuse(text: string): never {
  throw new UsageError(
    `--seeds needs whole numbers, at most ${mostSeeds}, such as 1..5 or 1,3,7, got "${text}".`,
  );
}
