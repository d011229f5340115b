import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { NativeProject, tarball } from "./native-project";

let project: NativeProject;
beforeEach(() => {
  project = new NativeProject();
});
afterEach(() => project.remove());

const read = (name: string) => readFileSync(join(project.engine(), name), "utf8");
const native = (environment: NodeJS.ProcessEnv = {}, words?: string[]) =>
  project.native(environment, words).ended;
const said = (output: string) => output.split("\n").filter((line) => line.startsWith("Tensors:"));

describe("from TensorFlow's wheel", () => {
  beforeEach(() => {
    project.python();
    project.compiler("g++");
  });

  test("downloads, compiles, tries, and says so; another run has nothing to do", async () => {
    const { code, output } = await native();
    expect(code).toBe(0);
    expect(output.split("\n").filter((line) => line.endsWith("…"))).toEqual([
      "Fetching the TensorFlow binding …",
      "Downloading TensorFlow (1 MB, once) …",
      "Unpacking TensorFlow …",
      "Compiling tfjs_binding with g++ …",
      "Compiling loader with g++ …",
      "Trying the native engine …",
    ]);
    expect(await native()).toEqual({ code: 0, output: "" });
    expect(project.runsOf("pack")).toEqual(["@upstream/binding@4.0.0"]);
  });

  test("the wheel is asked for by platform and digest, whatever Python fetches it", async () => {
    await native();
    const [run] = project.runsOf("python");
    expect(project.runsOf("python")).toHaveLength(1);
    expect(run).toMatch(/^download --no-deps --only-binary=:all: --require-hashes /);
    expect(run).toMatch(/--python-version 3\.11 --implementation cp --abi cp311 --platform mars/);
  });

  test("the engine is whole: libraries, binding, kernels without tests, a stamp, and no leftovers", async () => {
    await native();
    expect(project.home()).toHaveLength(1);
    expect(read("deps/lib/libtensorflow_cc.so.2")).toBe("the library");
    expect(read("lib/napi-v8/tfjs_binding.node")).toMatch(
      /compiled.*-I\/headers.*tfjs_binding\.cc.*\$ORIGIN\/\.\.\/\.\.\/deps\/lib/s,
    );
    expect(read("dist/kernels/add.js")).toBe("exports.add = 1;\n");
    expect(existsSync(join(project.engine(), "dist/kernels/add_test.js"))).toBe(false);
    expect(existsSync(join(project.engine(), "work"))).toBe(false);
    expect(JSON.parse(read("stamp.json"))).toMatchObject({
      version: "TensorFlow 0.0",
      way: "wheel",
      compiler: "g++",
    });
  });

  test("a damaged engine and one of an older recipe are replaced", async () => {
    await native();
    writeFileSync(join(project.engine(), "deps/lib/libtensorflow_cc.so.2"), "the lib");
    const old = `${process.platform}-${process.arch}-0123456789ab`;
    mkdirSync(join(project.root, ".cache/tensorflow", old));
    await native();
    expect(read("deps/lib/libtensorflow_cc.so.2")).toBe("the library");
    expect(project.home()).not.toContain(old);
  });

  test("a compiler that cannot is passed over, the next one is taken", async () => {
    project.compiler("g++", 'console.error("fatal error: cstdio: No such file"); process.exit(1);');
    project.compiler("clang++");
    expect((await native()).code).toBe(0);
    expect(JSON.parse(read("stamp.json")).compiler).toBe("clang++");
  });

  test("without any compiler one is downloaded", async () => {
    rmSync(join(project.bin, "g++"));
    const { output } = await native();
    expect(output).toContain("Downloading a compiler, for there is none (1 MB, once) …");
    expect(project.runsOf("python")).toHaveLength(2);
    expect(read("lib/napi-v8/tfjs_binding.node")).toMatch(/^compiled\nc\+\+\n-target\nmars-gnu\n/);
  });

  test("a Python without pip makes itself an environment that has it", async () => {
    project.program(
      "python3",
      readFileSync(join(project.bin, "python3"), "utf8").split("\n").slice(2).join("\n"),
    );
    const fake = readFileSync(join(project.bin, "python3"), "utf8");
    const environment = `
      const at = process.argv[4];
      if (process.argv[3] === "venv") {
        fs.mkdirSync(path.join(at, "bin"), { recursive: true });
        fs.writeFileSync(path.join(at, "bin/python"), ${JSON.stringify(fake)}, { mode: 0o755 });
        process.exit(0);
      }`;
    project.program("python3", `${environment}\n${fake.split("\n").slice(2).join("\n")}`);
    const { code, output } = await native({ FAKE_PYTHON: "venv" });
    expect(output).toContain("Making a Python environment with pip …");
    expect(said(output)).toEqual([]);
    expect(code).toBe(0);
  });

  test("two at once: the second waits and finds the work done", async () => {
    const first = project.native({ FAKE_WAIT: join(project.root, "go") });
    await first.printed("Downloading");
    const second = project.native();
    await second.printed(`Waiting for the set-up that process ${first.child.pid} is running`);
    project.write("go", "");
    const [one, two] = await Promise.all([first.ended, second.ended]);
    expect([one.code, two.code]).toEqual([0, 0]);
    expect(project.runsOf("python")).toHaveLength(1);
    expect(two.output).not.toContain("Downloading");
  });

  test("Ctrl-C leaves nothing behind, and the next run starts afresh", async () => {
    const { child, ended, printed } = project.native({ FAKE_WAIT: join(project.root, "go") });
    await printed("Downloading");
    child.kill("SIGINT");
    expect((await ended).code).toBe(130);
    expect(project.home()).toEqual([]);
    expect((await native()).code).toBe(0);
    expect(project.engine()).toBeTruthy();
  });

  test("the whole set-up installs, compiles, then fetches the engine; its own npm does not", async () => {
    project.lock({});
    project.npm(`
      if (process.argv[2] === "pack") {
        const archive = fs.readFileSync(${JSON.stringify(join(project.root, "fake/binding.txt"))}, "utf8");
        fs.writeFileSync(process.argv[process.argv.indexOf("--pack-destination") + 1] + "/b.tgz", archive, "base64");
        return;
      }
      const setup = require("node:child_process").spawnSync(process.execPath, ["lib/commands/setup.mjs", "--postinstall"]);
      fs.writeFileSync("postinstall.txt", String(setup.status) + setup.stdout + setup.stderr);`);
    const { output } = await project.run(project.isolated());
    const steps = ["Installing packages", "Compiling the library", "Fetching the TensorFlow binding"];
    expect(
      steps.map((step) => output.indexOf(step)).every((at, i, all) => at >= 0 && at >= (all[i - 1] ?? 0)),
    ).toBe(true);
    expect(readFileSync(join(project.root, "postinstall.txt"), "utf8")).toBe("0");
  });

  test.each(["wasm", "cpu"])("whoever asks for %s gets no native engine", async (engine) => {
    expect(await native({ MODEL_COLLAPSE_BACKEND: engine })).toEqual({ code: 0, output: "" });
    expect(project.home()).toEqual([]);
  });
});

describe("what cannot be had", () => {
  test("without Python and upstream's host: one line, no failure, and the reason is kept", async () => {
    const { code, output } = await native();
    const reason =
      /no Python 3 with pip was found \(Debian, Ubuntu: apt-get install python3-pip\); downloading upstream's build from upstream\.invalid failed: E\w+/;
    expect(code).toBe(0);
    expect(said(output)).toEqual([
      expect.stringMatching(
        `^Tensors: WebAssembly instead of native TensorFlow, because ${reason.source}\\. See npm run doctor\\.$`,
      ),
    ]);
    expect(project.refusal()).toMatch(reason);
    expect(project.home()).toEqual(["unavailable.json"]);
  });

  test("is not tried again until something has changed, or it is asked for", async () => {
    await native();
    expect(await native()).toEqual({ code: 0, output: "" });
    expect(project.runsOf("pack")).toHaveLength(1);
    await native({}, ["--postinstall", "--native"]);
    expect(project.runsOf("pack")).toHaveLength(2);
    await native({ PIP_INDEX_URL: "https://elsewhere.invalid" });
    expect(project.runsOf("pack")).toHaveLength(3);
    project.python();
    project.compiler("c++");
    await native();
    expect(project.home()).toEqual([expect.stringMatching(process.arch)]);
  });

  test("a binding with another digest is refused, and no other way is tried", async () => {
    project.python();
    project.publish(tarball({ "package/package.json": "{}" }), "sha512-AAAA");
    expect(said((await native()).output)).toEqual([
      expect.stringMatching(
        /because binding-4\.0\.0\.tgz has the digest sha512-\S{88} where sha512-AAAA was expected\. /,
      ),
    ]);
    expect(project.runsOf("python")).toEqual([]);
  });

  test("a wheel with another digest is refused, and no other way is tried", async () => {
    project.python();
    const error = "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.";
    const { output } = await native({ FAKE_PIP_ERROR: error });
    expect(said(output)).toEqual([expect.stringContaining(`libraries 1.0.0 with pip failed: ${error}`)]);
    expect(output).not.toContain("upstream");
  });

  test("an engine that does not start on this machine is not kept", async () => {
    project.python();
    project.compiler("g++");
    project.write("lib/nets/tensorflow/try-native.js", 'process.kill(process.pid, "SIGILL");');
    expect(said((await native()).output)).toEqual([
      expect.stringContaining("starting the native engine failed: SIGILL; "),
    ]);
    expect(project.home()).toEqual(["unavailable.json"]);
  });

  test("a folder that cannot be written to is said, and no failure either", async () => {
    project.write(".cache", "a file where the folder has to be");
    const { code, output } = await native();
    expect(output).toMatch(/^The native tensor engine could not be set up: .*(EEXIST|ENOTDIR)/);
    expect(code).toBe(0);
  });

  test("an unknown flag is refused with those there are", async () => {
    const { code, output } = await native({}, ["--natvie"]);
    expect(code).toBe(2);
    expect(output).toMatch(
      /npm run setup has no flag --natvie\..*--native {2,}tries the native engine again/s,
    );
  });
});

describe("upstream's own build", () => {
  let server: Server;
  let served: Record<string, Buffer>;
  let host: string;
  beforeEach(async () => {
    server = createServer((request, response) => {
      const body = served[request.url!];
      response.writeHead(body ? 200 : 404).end(body);
    });
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    host = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    served = {
      "/library/cpu.tar.gz": tarball({ "lib/libtensorflow.so.2": "older" }),
      "/binding/napi-v8/4.0.0/CPU-4.0.0.tar.gz": tarball({ "napi-v8/tfjs_binding.node": "prebuilt" }),
    };
    project.remove();
    project = new NativeProject(host);
  });
  afterEach(() => server.close());

  test("is taken where there is no Python, from where upstream's scripts say", async () => {
    const { output } = await native();
    expect(said(output)).toEqual([]);
    expect(read("deps/lib/libtensorflow.so.2")).toBe("older");
    expect(read("lib/napi-v8/tfjs_binding.node")).toBe("prebuilt");
    expect(JSON.parse(read("stamp.json"))).toMatchObject({ way: "upstream", version: "TensorFlow 0.0" });
  });

  test("has to be the bytes that it was the first time", async () => {
    await native();
    rmSync(project.engine(), { recursive: true });
    served["/library/cpu.tar.gz"] = tarball({ "lib/libtensorflow.so.2": "another" });
    expect(said((await native()).output)).toEqual([
      expect.stringMatching(
        /library\/cpu\.tar\.gz is not what it was: sha256 \w{64} instead of \w{64} \(delete .*upstream-digests\.json/,
      ),
    ]);
  });

  test("that its host does not have is no way", async () => {
    served = {};
    expect(said((await native()).output)).toEqual([
      expect.stringMatching(/downloading upstream's build from 127\.0\.0\.1:\d+ failed: it answered 404\. /),
    ]);
  });

  test("of an unprotected host is refused", async () => {
    project.remove();
    project = new NativeProject("http://upstream.invalid");
    expect(project.home()).toEqual([]);
    await native();
    expect(project.refusal()).toMatch(/http:\/\/upstream\.invalid\/library\/cpu\.tar\.gz is not https$/);
  });
});
