/** Works through a list, at most `jobs` items at a time; results in the order of the list. Stops taking new ones on abort. */
export async function inParallel<Item, Result>(
  items: readonly Item[],
  jobs: number,
  signal: AbortSignal,
  work: (item: Item) => Promise<Result>,
): Promise<(Result | undefined)[]> {
  const results: (Result | undefined)[] = items.map(() => undefined);
  const waiting = items.entries();
  const worker = async () => {
    for (const [index, item] of waiting) {
      if (signal.aborted) return;
      results[index] = await work(item);
    }
  };
  await Promise.all(Array.from({ length: Math.min(jobs, items.length) }, worker));
  return results;
}
