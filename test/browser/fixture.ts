import { writeFileSync } from "node:fs";
import { join } from "node:path";

/** Short code that has what a notebook of the workbook has: parameters, a chain with progress, charts, a table. */
export const fixtureCells = [
  `let generations = 5; // of the chain`,
  `import * as mc from "model-collapse";
const random = mc.createRandom("fixture");`,
  `const progress = mc.progress("chain");
const records = await mc.runChain({
  family: mc.gaussian(), regime: mc.replace, real: { model: { mean: 0, standardDeviation: 1 }, count: 50 },
  generations, replicates: 20, random, onProgress: progress,
}).collect();
const curves = mc.curvesOf(records, (_, { model }) => model.standardDeviation ** 2);`,
  `await mc.show(mc.lineChart({
  title: "Variance", x: { title: "Generation" }, y: { title: "Variance" },
  series: [{ name: "Mean", ...mc.meanCurve(curves) }], references: [{ name: "Start", value: 1 }],
}));`,
  `console.log("points:", curves[0].length);`,
] as const;

/** Writes a notebook of code cells that were never run. */
export function writeNotebook(folder: string, name: string, cells: readonly string[]): void {
  const notebook = {
    cells: cells.map((source, index) => ({
      cell_type: "code",
      execution_count: null,
      id: `cell-${index}`,
      metadata: index === 0 ? { tags: ["parameters"] } : {},
      outputs: [],
      source,
    })),
    metadata: {
      kernelspec: {
        display_name: "TypeScript (model-collapse)",
        language: "typescript",
        name: "model-collapse",
      },
    },
    nbformat: 4,
    nbformat_minor: 5,
  };
  writeFileSync(join(folder, name), JSON.stringify(notebook, null, 1));
}
