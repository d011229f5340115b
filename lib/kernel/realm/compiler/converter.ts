import { SourceMap } from "node:module";
import type * as TypeScript from "@tslab/typescript-for-tslab";
import type { Converter } from "tslab/dist/converter";
import type { View } from "../language/service";
import { fallBackToPackages } from "./packages";
import { type CellPositions, splitInlineMap, throughMaps } from "./positions";
import { seeShorthandValues, visitEachChild } from "./shorthand";
import { suspendAwaits } from "./suspend-awaits";
import { separateTimers } from "./timers";
import { replaceInTslab, typescript } from "./typescript";

/** Positions in the JavaScript that the converter returned last, by its text. */
const positionsOf = new Map<string, CellPositions>();

/** The way back from a place in compiled code to the source, asked once after each compilation. */
export function takePositions(code: string): CellPositions | undefined {
  const positions = positionsOf.get(code);
  positionsOf.delete(code);
  return positions;
}

/** tslab asks for its second step, ES module to CommonJS, without a map and with awaits as they are. */
function transpileModule(input: string, options: TypeScript.TranspileOptions): TypeScript.TranspileOutput {
  const { code, map } = splitInlineMap(input);
  const isCell = map?.payload.sources[0]?.endsWith("__tslab__.ts");
  const output = typescript.transpileModule(code, {
    ...options,
    compilerOptions: { ...options.compilerOptions, sourceMap: true },
    transformers: isCell ? { before: [suspendAwaits] } : {},
  });
  const outputText = output.outputText.replace(/\n?\/\/# sourceMappingURL=.*\s*$/, "\n");
  if (map) {
    const script = throughMaps(new SourceMap(JSON.parse(output.sourceMapText!)), map);
    // Awaits become yields in the second step, so the places they name are those of the first.
    positionsOf.set(outputText, { script, awaits: throughMaps(map) });
  }
  return { ...output, outputText };
}

type WatchHost =
  TypeScript.WatchCompilerHostOfFilesAndCompilerOptions<TypeScript.EmitAndSemanticDiagnosticsBuilderProgram>;

let catchUp: () => void = () => undefined;
let latestProgram: TypeScript.Program | undefined;

replaceInTslab({
  transpileModule,
  visitEachChild,
  createWatchCompilerHost: (files, options, system, ...rest) => {
    catchUp = separateTimers(system as TypeScript.System);
    const createHost = typescript.createWatchCompilerHost as (...parameters: unknown[]) => WatchHost;
    // Only Node's global types: every other @types package costs start time and is found when imported.
    const host = createHost(
      files,
      { ...(options as object), inlineSourceMap: true, types: ["node"] },
      system,
      ...rest,
    );
    const createProgram = host.createProgram;
    host.createProgram = (...parameters) => {
      const builder = createProgram(...parameters);
      latestProgram = builder.getProgram();
      seeShorthandValues(latestProgram.getTypeChecker());
      return builder;
    };
    return host;
  },
});

/** tslab's converter module, which takes up the compiler when it is loaded: not before it is changed. */
const tslab = require("tslab/dist/converter") as typeof import("tslab/dist/converter");

/** Whether code can be run as it is, by tslab's rules, and the indent of the next line where not. */
export const { isCompleteCode } = tslab;

/** tslab's converter, and a way to look at a cell that is being written. */
export interface CellCompiler extends Converter {
  look(declarations: string, code: string): View;
}

/**
 * tslab's converter for cells of notebooks in the working directory, with our changes to its compiler.
 *
 * @param packages The kernel's node_modules folder, where packages are found that the notebook's folder lacks.
 */
export function createConverter(packages: string): CellCompiler {
  fallBackToPackages(typescript.sys, packages);
  const converter = tslab.createConverter();
  return {
    ...converter,
    convert(declarations, code) {
      catchUp();
      return converter.convert(declarations, code);
    },
    look(declarations, code) {
      catchUp();
      // Its first step is to bring the program up to date.
      converter.inspect(declarations, code, 0);
      const program = latestProgram!;
      const file = program.getSourceFiles().find(({ fileName }) => fileName.endsWith("/__tslab__.ts"))!;
      return { program, file, start: file.text.length - code.length };
    },
  };
}
