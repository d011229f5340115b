import kernel from "@tslab/typescript-for-tslab";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { compileCells } from "./cells";
import { publicNames } from "./contents";

const runtimeNames = publicNames()
  .filter(({ typeOnly }) => !typeOnly)
  .map(({ name }) => name);

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

describe("the compiled library's declarations, read by the kernel's TypeScript", () => {
  const compiled = compileCells(cells);

  test("the kernel's TypeScript is the older one", () => {
    expect([kernel.version, ts.version]).toEqual(["5.0.4", "5.9.3"]);
  });

  test("are sound", () => {
    expect(compiled.libraryFiles).toBeGreaterThan(20);
    expect(compiled.diagnoseLibrary()).toEqual([]);
  });

  test("do not make each kernel read the 400 files of the tensor library's", () => {
    expect([...compiled.packages].filter((name) => name.startsWith("@tensorflow/"))).toEqual([]);
    const tensors = compileCells({
      tensors: 'import * as tf from "@tensorflow/tfjs-node"; export default tf;',
    });
    expect(tensors.packages).toContain("@tensorflow/tfjs-core");
  });

  test("give cells their types: right use passes, wrong use is an error", () => {
    expect(compiled.diagnoseCell("right")).toEqual([]);
    expect(compiled.diagnoseCell("wrong").join()).toMatch(/Type 'number' is not assignable to type 'string'/);
  });

  test("give every exported name a type that is not any", () => {
    expect(runtimeNames.length).toBeGreaterThan(0);
    expect(compiled.diagnoseCell("typed")).toEqual([]);
  });
});
