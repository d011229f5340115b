import { readFileSync } from "node:fs";
import { join } from "node:path";
import kernel from "@tslab/typescript-for-tslab";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { repository } from "./sources";

const runtimeNames = [
  ...readFileSync(join(repository, "lib/index.ts"), "utf8").matchAll(/^export \{([^}]*)\}/gm),
]
  .flatMap((match) => match[1].split(","))
  .map(
    (name) =>
      name
        .trim()
        .split(/\s+as\s+/)
        .at(-1)!,
  )
  .filter((name) => name !== "" && !name.startsWith("type "));

/** Cells as a notebook may hold them, by name. */
const cells: Readonly<Record<string, string>> = {
  right: `import * as library from "model-collapse";
    const random: library.Random = library.createRandom("seed");
    export const drawn: number = random.next();`,
  wrong: `import { createRandom } from "model-collapse";
    export const drawn: string = createRandom("seed").next();`,
  typed: `import * as library from "model-collapse";
    ${runtimeNames.map((name) => `const ${name}_: 0 extends 1 & typeof library.${name} ? never : true = true;`).join("\n")}
    export {};`,
};

const fileOf = (cell: string) => join(repository, `notebooks/${cell}.ts`);

/** The cells as the kernel's compiler sees them: with its options, beside the compiled library. */
function compileCells(): kernel.Program {
  const options: kernel.CompilerOptions = {
    target: kernel.ScriptTarget.ES2022,
    lib: ["lib.es2022.d.ts"],
    module: kernel.ModuleKind.ES2022,
    moduleResolution: kernel.ModuleResolutionKind.Node10,
    esModuleInterop: true,
    types: ["node"],
    typeRoots: [join(repository, "node_modules/@types")],
  };
  const host = kernel.createCompilerHost(options);
  const { readFile, fileExists, getSourceFile } = host;
  const texts = new Map(Object.entries(cells).map(([cell, text]) => [fileOf(cell), text]));
  host.readFile = (name) => texts.get(name) ?? readFile(name);
  host.fileExists = (name) => texts.has(name) || fileExists(name);
  host.getSourceFile = (name, version, ...rest) => {
    const text = texts.get(name);
    return text === undefined
      ? getSourceFile(name, version, ...rest)
      : kernel.createSourceFile(name, text, version);
  };
  return kernel.createProgram([...texts.keys()], options, host);
}

describe("the compiled library's declarations, read by the kernel's TypeScript", () => {
  const program = compileCells();
  const diagnose = (file: kernel.SourceFile) =>
    [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map(
      ({ messageText }) =>
        `${file.fileName.slice(repository.length + 1)}: ${kernel.flattenDiagnosticMessageText(messageText, " ")}`,
    );
  const diagnoseCell = (cell: string) => diagnose(program.getSourceFile(fileOf(cell))!);

  test("the kernel's TypeScript is the older one", () => {
    expect([kernel.version, ts.version]).toEqual(["5.0.4", "5.9.3"]);
  });

  test("are sound", () => {
    const ours = program.getSourceFiles().filter(({ fileName }) => /\/lib\/dist\/.*\.d\.ts$/.test(fileName));
    expect(ours.length).toBeGreaterThan(20);
    expect(ours.flatMap(diagnose)).toEqual([]);
  });

  test("give cells their types: right use passes, wrong use is an error", () => {
    expect(diagnoseCell("right")).toEqual([]);
    expect(diagnoseCell("wrong").join()).toMatch(/Type 'number' is not assignable to type 'string'/);
  });

  test("give every exported name a type that is not any", () => {
    expect(runtimeNames.length).toBeGreaterThan(0);
    expect(diagnoseCell("typed")).toEqual([]);
  });
});
