/** Starts the native engine in the folder named, computes with it and prints its version; used by set-up. */
const assert = require("node:assert");
const library = require("./library.js");
const { startNative } = require("./native.js");

const { description } = startNative(library, process.argv[2]);
const gradient = library.grad((x) => library.sum(library.matMul(x, x)))(library.ones([2, 2]));
assert.deepStrictEqual([...gradient.dataSync()], [4, 4, 4, 4]);
console.log(description);
