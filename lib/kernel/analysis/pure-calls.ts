/** Modules whose functions change none of their arguments, streams of random numbers apart. */
export const pureModules: ReadonlySet<string> = new Set([
  "model-collapse",
  "simple-statistics",
  "danfojs-node",
  "node:assert",
  "node:assert/strict",
]);

/** Global objects and functions that change nothing that they are given. */
export const pureGlobals: ReadonlySet<string> = new Set(
  (
    "Math Number String Boolean BigInt Array JSON Promise Map Set console structuredClone isNaN isFinite parseFloat parseInt " +
    "Float64Array Float32Array Int32Array Uint32Array Int16Array Uint16Array Int8Array Uint8Array Uint8ClampedArray " +
    "Infinity NaN undefined Error RangeError TypeError Intl"
  ).split(" "),
);

/** Functions of `Object` that do the same; the others change what they are given. */
export const pureObjectFunctions: ReadonlySet<string> = new Set([
  "entries",
  "keys",
  "values",
  "fromEntries",
  "is",
]);

/** Methods that leave their receiver as it is, whatever it is; `fork` depends on seed and label alone. */
export const pureMethods: ReadonlySet<string> = new Set(
  (
    "map filter reduce reduceRight forEach some every find findIndex findLast findLastIndex flatMap flat slice subarray " +
    "concat join at indexOf lastIndexOf includes entries keys values get has fork collect toFixed toPrecision " +
    "toExponential toString toLocaleString padStart padEnd trim split replace replaceAll repeat startsWith endsWith match " +
    "matchAll toLowerCase toUpperCase localeCompare charAt charCodeAt codePointAt substring normalize valueOf toSorted " +
    "toReversed with then catch finally"
  ).split(" "),
);

/** Methods that keep what they are given in their receiver, and change nothing else. */
export const storingMethods: ReadonlySet<string> = new Set("push unshift set add".split(" "));

/** Names through which a cell reaches what no other cell can be seen to depend on. */
export const outsideNames: ReadonlySet<string> = new Set(
  "process globalThis global require eval Function module exports setTimeout setInterval setImmediate fetch Reflect Proxy".split(
    " ",
  ),
);
