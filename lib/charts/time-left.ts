/** Least time and least share of the work that an estimate rests on. */
const leastMilliseconds = 5000;
const leastShare = 0.01;

/**
 * Estimates the time that work still takes, in words, from the shares done and the times given so far; undefined while
 * too little has been seen. It counts from the first share, so that what an earlier run has done does not deceive it.
 */
export function timeLeft(): (share: number, milliseconds: number) => string | undefined {
  let first: { readonly share: number; readonly milliseconds: number } | undefined;
  return (share, milliseconds) => {
    first ??= { share, milliseconds };
    const elapsed = milliseconds - first.milliseconds;
    const done = share - first.share;
    if (elapsed < leastMilliseconds || !(done >= leastShare)) return undefined;
    return inWords(((1 - share) / done) * elapsed);
  };
}

function inWords(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 10_000) * 10;
  if (seconds < 90) return `about ${Math.max(seconds, 10)} s left`;
  const minutes = Math.round(milliseconds / 60_000);
  if (minutes < 90) return `about ${minutes} min left`;
  return `about ${Math.round(milliseconds / 3_600_000)} h left`;
}
