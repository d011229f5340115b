import type { Gradual } from "../family";

/**
 * The same work on so many tokens, whose notes say how many a second it takes, from its first report on: what an earlier
 * run has done does not count.
 */
export function* withSpeed<Result>(work: Gradual<Result>, tokens: number): Gradual<Result> {
  let first: { readonly share: number; readonly time: number } | undefined;
  try {
    for (;;) {
      const { done, value } = work.next();
      if (done) return value;
      const time = performance.now();
      first ??= { share: value.share, time };
      const [share, seconds] = [value.share - first.share, (time - first.time) / 1000];
      const speed =
        share > 0 ? `, ${Math.round((share * tokens) / seconds).toLocaleString("en")} tokens/s` : "";
      yield { ...value, note: `${value.note}${speed}` };
    }
  } finally {
    work.return(undefined as never);
  }
}
