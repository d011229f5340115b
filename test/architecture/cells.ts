import { join } from "node:path";
import kernel from "@tslab/typescript-for-tslab";
import { repository } from "./sources";

const fileOf = (cell: string) => join(repository, `notebooks/${cell}.ts`);

/** Cells as the kernel's compiler sees them: with its options, beside the compiled library. */
export interface CompiledCells {
  /** What the compiler says about a cell. */
  diagnoseCell(cell: string): string[];
  /** What it says about the declarations of the library that the cells use. */
  diagnoseLibrary(): string[];
  readonly libraryFiles: number;
  /** The packages whose declarations the cells make the compiler read. */
  readonly packages: ReadonlySet<string>;
}

/** Compiles texts, by name, as notebook cells are. */
export function compileCells(cells: Readonly<Record<string, string>>): CompiledCells {
  const program = programOf(new Map(Object.entries(cells).map(([cell, text]) => [fileOf(cell), text])));
  const library = program.getSourceFiles().filter(({ fileName }) => /\/lib\/dist\/.*\.d\.ts$/.test(fileName));
  const diagnose = (file: kernel.SourceFile) =>
    [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map(
      ({ messageText, start = 0 }) =>
        `${file.fileName.slice(repository.length + 1)}:${file.getLineAndCharacterOfPosition(start).line + 1}: ${kernel.flattenDiagnosticMessageText(messageText, " ")}`,
    );
  return {
    diagnoseCell: (cell) => diagnose(program.getSourceFile(fileOf(cell))!),
    diagnoseLibrary: () => library.flatMap(diagnose),
    libraryFiles: library.length,
    packages: new Set(
      program
        .getSourceFiles()
        .flatMap(({ fileName }) => /\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(fileName)?.[1] ?? []),
    ),
  };
}

function programOf(texts: ReadonlyMap<string, string>): kernel.Program {
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
