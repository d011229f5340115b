/** Preloaded: makes a process believe that nothing was set up and that its Node has no WebAssembly. */
const fs = require("node:fs");
const path = require("node:path");

const isEngine = (file) => String(file).includes(path.join(".cache", "tensorflow"));
const { existsSync } = fs;
fs.existsSync = (file) => !isEngine(file) && existsSync(file);
delete globalThis.WebAssembly;
