import { checkWholeNumber } from "../../fitters/checks";

/** A window on a stream of tokens; those from `firstTarget` to `end` − 1 are scored in it, those before are context. */
export interface ScoredWindow {
  readonly start: number;
  readonly end: number;
  readonly firstTarget: number;
}

export interface SlidingWindowOptions {
  /** Tokens that the model reads at once, at least 2. */
  readonly window: number;
  /** Tokens from one window's start to the next one's, at most `window`. */
  readonly stride: number;
}

/**
 * How to score a stream that is longer than a model's positions: windows that overlap, in each of which only the
 * tokens behind the last window's end are scored, as in Hugging Face's guide on the perplexity of fixed-length
 * models. With stride < window every token but the stream's first is scored once, with at least window − stride
 * tokens of context from the second window on. With stride = window the windows are cut apart, and the first token of
 * each has no context and is not scored. O(stream/stride).
 * @throws RangeError for a stream of fewer than two tokens, a window below 2, or a stride outside 1 … window
 *
 * @example
 * import { slidingWindows } from "model-collapse";
 * const windows = slidingWindows(7, { window: 4, stride: 2 });
 * windows.map(({ start, end, firstTarget }) => `${start}–${end}: ${firstTarget}`).join(", "); // → 0–4: 1, 2–6: 4, 4–7: 6
 */
export function slidingWindows(
  streamLength: number,
  { window, stride }: SlidingWindowOptions,
): ScoredWindow[] {
  checkWholeNumber("slidingWindows", "streamLength", streamLength, 2);
  checkWholeNumber("slidingWindows", "window", window, 2);
  checkWholeNumber("slidingWindows", "stride", stride, 1);
  if (stride > window) {
    throw new RangeError(
      `slidingWindows needs a stride of at most the window (${window}), else tokens are left out, got ${stride}`,
    );
  }
  const windows: ScoredWindow[] = [];
  for (let start = 0, scored = 0; scored < streamLength; start += stride) {
    const end = Math.min(start + window, streamLength);
    const firstTarget = Math.max(scored, start + 1);
    if (firstTarget < end) windows.push({ start, end, firstTarget });
    scored = end;
  }
  return windows;
}
