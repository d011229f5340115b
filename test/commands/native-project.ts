import { createHash } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { delimiter, join } from "node:path";
import { gzipSync } from "node:zlib";
import { SetupProject } from "./setup-project";

const seam = "lib/nets/tensorflow";
const machine = `${process.platform}-${process.arch}`;

/** An archive as npm makes them: plain files, names of at most 100 characters. */
export function tarball(files: Readonly<Record<string, string>>): Buffer {
  const blocks = Object.entries(files).flatMap(([name, text]) => {
    const header = Buffer.alloc(512);
    header.write(name, 0);
    header.write(Buffer.byteLength(text).toString(8).padStart(11, "0"), 124);
    header.write("        ", 148);
    header.write("0", 156);
    header.write("ustar\u000000", 257);
    const sum = header.reduce((total, byte) => total + byte, 0);
    header.write(`${sum.toString(8).padStart(6, "0")}\u0000 `, 148);
    const content = Buffer.alloc(Math.ceil(Buffer.byteLength(text) / 512) * 512);
    content.write(text);
    return [header, content];
  });
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(1024)]));
}

/** What stands for the upstream package; its scripts name `host` as the place of upstream's own build. */
function upstreamPackage(host: string) {
  return {
    "package/package.json": JSON.stringify({
      version: "4.0.0",
      binary: {
        host: `${host}/binding`,
        remote_path: "./napi-v{napi_build_version}/{version}/",
        napi_versions: [3, 8],
      },
    }),
    "package/binding/tfjs_backend.cc": "// backend\n",
    "package/binding/tfjs_binding.cc": "// binding\n",
    "package/dist/kernels/add.js": "exports.add = 1;\n",
    "package/dist/kernels/add_test.js": "exports.tested = 1;\n",
    "package/dist/register_all_kernels.js": "require('./kernels/add');\n",
    "package/dist/nodejs_kernel_backend.js": "exports.backend = 1;\n",
    "package/dist/int64_tensors.js": "\n",
    "package/scripts/install.js": `
const rimraf = require('rimraf');
const resources = require('./resources');
const {addonName} = require('./get-addon-name.js');
const system = process.argv[2] === undefined ? 'cpu' : process.argv[2];
function getPlatformLibtensorflowUri() { return '${host}/library/' + system + '.tar.gz'; }
async function run() { throw new Error('the script ran') }

run();
`,
    "package/scripts/get-addon-name.js": `
const version = require('../package.json').version;
const addonName = 'CPU-' + version + '.tar.gz';
console.log(addonName);
module.exports = { addonName };
`,
  };
}

/** The first arguments tell what a Python is asked for; each run is written down in python-runs.txt. */
const fakePython = `
const [flag, what, ...rest] = process.argv.slice(2);
const after = (name) => rest[rest.indexOf(name) + 1];
if (flag === "-c" && what.includes("find_spec")) {
  console.log(process.env.FAKE_PYTHON ?? "pip", "True");
} else if (flag === "-m" && what === "pip") {
  fs.appendFileSync(path.join(project, "python-runs.txt"), rest.join(" ") + "\\n");
  while (process.env.FAKE_WAIT && !fs.existsSync(process.env.FAKE_WAIT)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
  if (process.env.FAKE_PIP_ERROR) {
    console.error(process.env.FAKE_PIP_ERROR);
    process.exit(1);
  }
  fs.mkdirSync(after("--dest"), { recursive: true });
  fs.copyFileSync(after("--requirement"), path.join(after("--dest"), "a.whl"));
} else if (flag === "-c" && what.includes("zipfile")) {
  const [wheel, folder] = rest;
  const put = (name, text) => {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
  };
  if (fs.readFileSync(wheel, "utf8").startsWith("compiler")) {
    put("ziglang/zig", "#!/usr/bin/env node\\n" + fs.readFileSync(path.join(project, "bin/compiler.cjs"), "utf8"));
  } else {
    put("tensorflow/libtensorflow_cc.so.2", "the library");
    put("tensorflow/libtensorflow_framework.so.2", "the framework");
    put("tensorflow/include/tensorflow/c/c_api.h", "");
  }
}`;

/** Writes what it was called with to where the output belongs. */
const fakeCompiler = `
const words = process.argv.slice(2);
require("node:fs").writeFileSync(words[words.indexOf("-o") + 1], "compiled\\n" + words.join("\\n"));`;

/** A project with a native engine to be set up from parts that only pretend, on a path with nothing else. */
export class NativeProject extends SetupProject {
  readonly bin: string;

  constructor(host = "https://upstream.invalid") {
    super();
    this.bin = join(this.root, "bin");
    mkdirSync(this.bin);
    for (const program of ["env", "sh", "tar", "gzip"]) this.#link(program);
    symlinkSync(process.execPath, join(this.bin, "node"));
    this.write(`${seam}/loader.cc`, "// loader\n");
    this.write(`${seam}/try-native.js`, 'console.log("TensorFlow 0.0");\n');
    this.write("node_modules/node-api-headers/index.js", 'exports.include_dir = "/headers";\n');
    this.write("bin/compiler.cjs", fakeCompiler);
    this.publish(tarball(upstreamPackage(host)));
  }

  #link(program: string): void {
    const found = (process.env.PATH ?? "").split(delimiter).map((folder) => join(folder, program));
    symlinkSync(found.find((file) => existsSync(file))!, join(this.bin, program));
  }

  /** Puts the upstream package's archive where npm finds it, its digest into the recipe unless `integrity` is given. */
  publish(
    archive: Buffer,
    integrity = `sha512-${createHash("sha512").update(archive).digest("base64")}`,
  ): void {
    const wheel = (name: string) => ({
      name,
      version: "1.0.0",
      platform: "mars",
      megabytes: 1,
      sha256: "00",
    });
    const wheels = { libraries: wheel("libraries"), compiler: { ...wheel("compiler"), target: "mars-gnu" } };
    const binding = { name: "@upstream/binding", version: "4.0.0", integrity };
    this.write(`${seam}/recipe.json`, JSON.stringify({ binding, wheels: { [machine]: wheels } }));
    this.write("fake/binding.txt", archive.toString("base64"));
    this.npm(`
      const words = process.argv.slice(2);
      if (words[0] === "pack") {
        fs.appendFileSync(${JSON.stringify(join(this.root, "pack-runs.txt"))}, words[1] + "\\n");
        const archive = fs.readFileSync(${JSON.stringify(join(this.root, "fake/binding.txt"))}, "utf8");
        fs.writeFileSync(words[words.indexOf("--pack-destination") + 1] + "/binding-4.0.0.tgz", archive, "base64");
        return;
      }`);
  }

  program(name: string, body: string): void {
    const start = `const fs = require("node:fs"), path = require("node:path"), project = ${JSON.stringify(this.root)};`;
    this.write(`bin/${name}`, `#!/usr/bin/env node\n${start}\n${body}\n`);
    chmodSync(join(this.bin, name), 0o755);
  }

  python(): void {
    this.program("python3", fakePython);
  }

  compiler(name: string, body: string = fakeCompiler): void {
    this.program(name, body);
  }

  /** Runs the step for the engine alone, as after npm install. */
  native(environment: NodeJS.ProcessEnv = {}, words = ["--postinstall"]) {
    return this.start(this.isolated(environment), words);
  }

  /** Nothing but this project's own programs on the path, and no settings of whoever runs the tests. */
  isolated(environment: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
    const cleared = { CXX: undefined, PYTHON: undefined, MODEL_COLLAPSE_BACKEND: undefined };
    return { ...cleared, PATH: this.bin, ...environment };
  }

  runsOf(program: "python" | "pack"): string[] {
    const file = join(this.root, `${program}-runs.txt`);
    return existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [];
  }

  /** What lies in the engines' folder. */
  home(): string[] {
    const folder = join(this.root, ".cache/tensorflow");
    return existsSync(folder) ? readdirSync(folder).sort() : [];
  }

  /** The finished engine. */
  engine(): string {
    const name = this.home().find((entry) => entry.startsWith(machine));
    if (!name) throw new Error(`there is no engine in ${this.home().join(", ") || "an empty folder"}`);
    return join(this.root, ".cache/tensorflow", name);
  }

  refusal(): string {
    return JSON.parse(readFileSync(join(this.root, ".cache/tensorflow/unavailable.json"), "utf8")).reason;
  }
}
