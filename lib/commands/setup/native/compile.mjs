import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { Failure } from "../failure.mjs";
import { findProgram } from "./conditions.mjs";
import { runOrStop } from "./obstacle.mjs";
import { fetchWheel, unpackWheel } from "./pip.mjs";

/** The headers of Node's C interface, which are the same for every version of Node that has its version 8. */
function nodeHeaders(root) {
  return createRequire(path.join(root, "lib/nets/tensorflow/index.js"))("node-api-headers").include_dir;
}

/** The binding, which looks for the libraries beside itself, and our loader. */
function outputsOf({ root, source, building, include }) {
  const libraries = fs
    .readdirSync(path.join(building, "deps/lib"))
    .map((name) => path.join(building, "deps/lib", name));
  return [
    {
      file: path.join(building, "lib/napi-v8/tfjs_binding.node"),
      args: [
        `-I${include}`,
        path.join(source, "binding/tfjs_backend.cc"),
        path.join(source, "binding/tfjs_binding.cc"),
        ...libraries,
        "-Wl,-rpath,$ORIGIN/../../deps/lib",
      ],
    },
    {
      file: path.join(building, "lib/loader.node"),
      args: [path.join(root, "lib/nets/tensorflow/loader.cc"), "-ldl"],
    },
  ];
}

async function compileWith(context, [command, ...first], name) {
  const shared = [
    "-std=c++17",
    "-O2",
    "-fPIC",
    "-shared",
    "-w",
    "-DNAPI_VERSION=8",
    `-I${nodeHeaders(context.root)}`,
  ];
  for (const { file, args } of outputsOf(context)) {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    const title = `Compiling ${path.basename(file, ".node")} with ${name}`;
    await runOrStop(title, command, [...first, ...shared, ...args, "-o", file], {
      what: `compiling with ${name}`,
      env: { ...process.env, ZIG_GLOBAL_CACHE_DIR: path.join(context.work, "zig-cache") },
    });
  }
  return name;
}

/** The compiler that comes from PyPI, for machines without one. */
async function fetchCompiler({ python, work, recipe, machine }) {
  const { compiler } = recipe.wheels[machine];
  const wheel = await fetchWheel({ python, work }, compiler, "Downloading a compiler, for there is none");
  const folder = path.join(work, "compiler");
  await unpackWheel(python, wheel, folder, ["ziglang/"], "Unpacking the compiler");
  const program = path.join(folder, "ziglang/zig");
  fs.chmodSync(program, 0o755);
  return [program, "c++", "-target", compiler.target];
}

/** Compiles with the first compiler that can; returns its name. */
export async function compile(context) {
  const names = [process.env.CXX, "g++", "c++", "clang++"].filter((name) => name && findProgram(name));
  for (const name of names) {
    try {
      return await compileWith(context, [name], name);
    } catch (error) {
      if (error instanceof Failure) throw error;
      // Said by the step; one without headers is as good as none, and the next may have them.
    }
  }
  return compileWith(context, await fetchCompiler(context), "zig c++");
}
