/** How TensorFlow, WebAssembly and the language say that there is no memory for an array. */
const refusals =
  /OOM when allocating|ResourceExhausted|Invalid TF_Status: 8\b|Array buffer allocation failed|Invalid typed array length|Cannot enlarge memory|bad_alloc/i;

/**
 * What was thrown; where memory lacked, an Error in the name of `caller` that says what to make smaller: `remedy`
 * completes "use ".
 */
export function explainMemory(caller: string, remedy: string, thrown: unknown): unknown {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  if (!refusals.test(message)) return thrown;
  const [what] = message.replace(/^Invalid TF_Status: 8\s*(Message: )?/, "").split("\n");
  return new Error(`${caller} ran out of memory: use ${remedy} (${what})`, { cause: thrown });
}
