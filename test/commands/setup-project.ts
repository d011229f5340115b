import { spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const repository = resolve(__dirname, "../..");

/** What one run of the set-up printed, and how it ended. */
export interface SetupRun {
  readonly code: number | null;
  readonly output: string;
}

/** A project of one source file, with an npm that only pretends. */
export class SetupProject {
  readonly root: string;

  constructor() {
    this.root = mkdtempSync(join(tmpdir(), "setup-"));
    this.write("package.json", '{ "name": "tiny", "engines": { "node": ">=18" } }');
    const compiler = { version: "1.0.0", integrity: "sha512-abc" };
    this.lock({ "": {}, "node_modules/typescript": compiler });
    const options = { rootDir: "lib", outDir: "lib/dist", types: [], lib: ["es5"], skipLibCheck: true };
    this.write("tsconfig.json", JSON.stringify({ compilerOptions: options }));
    this.write("lib/package.json", "{}");
    this.write("lib/one.ts", "export const one: number = 1;\n");
    cpSync(join(repository, "lib/commands/setup.mjs"), join(this.root, "lib/commands/setup.mjs"));
    const folder = "lib/nets/tensorflow/native-folder.js";
    cpSync(join(repository, folder), join(this.root, folder));
    cpSync(join(repository, "lib/commands/setup"), join(this.root, "lib/commands/setup"), {
      recursive: true,
    });
    this.npm("");
  }

  write(name: string, text: string): void {
    mkdirSync(resolve(this.root, name, ".."), { recursive: true });
    writeFileSync(join(this.root, name), text);
  }

  lock(packages: object): void {
    this.write("package-lock.json", JSON.stringify({ packages }));
  }

  /** An npm that does `first`, then puts the real compiler in place and records what it installed. */
  npm(first: string): void {
    const compiler = JSON.stringify(join(repository, "node_modules/typescript"));
    const body = `
      const fs = require("node:fs");
      const main = async () => {
        ${first}
        fs.appendFileSync("npm-runs.txt", process.argv.slice(2).join(" ") + "\\n");
        fs.rmSync("node_modules", { recursive: true, force: true });
        fs.mkdirSync("node_modules");
        fs.symlinkSync(${compiler}, "node_modules/typescript");
        fs.copyFileSync("package-lock.json", "node_modules/.package-lock.json");
      };
      main();`;
    this.write("fake/npm-cli.js", body);
  }

  /** Puts the packages in place as somebody does who runs npm by hand. */
  installByHand(): void {
    mkdirSync(join(this.root, "node_modules"));
    symlinkSync(join(repository, "node_modules/typescript"), join(this.root, "node_modules/typescript"));
    cpSync(join(this.root, "package-lock.json"), join(this.root, "node_modules/.package-lock.json"));
  }

  /** Without the native engine, which nothing here fetches, unless `environment` asks for another. */
  start(environment: NodeJS.ProcessEnv = {}, words: readonly string[] = []) {
    const settings = { npm_execpath: join(this.root, "fake/npm-cli.js"), MODEL_COLLAPSE_BACKEND: "cpu" };
    const child = spawn(process.execPath, [join(this.root, "lib/commands/setup.mjs"), ...words], {
      env: { ...process.env, ...settings, ...environment },
    });
    let output = "";
    const keep = (chunk: Buffer) => {
      output += chunk.toString();
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    const ended = new Promise<SetupRun>((done) => child.on("close", (code) => done({ code, output })));
    /** Resolves once the set-up has printed `text`; rejects when it ends without. */
    const printed = (text: string) =>
      new Promise<void>((done, fail) => {
        const look = () => output.includes(text) && done();
        child.stderr.on("data", look);
        child.on("close", () => fail(new Error(`never printed "${text}", but:\n${output}`)));
        look();
      });
    return { child, ended, printed };
  }

  run(environment: NodeJS.ProcessEnv = {}, words: readonly string[] = []): Promise<SetupRun> {
    return this.start(environment, words).ended;
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}
