import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, normalize, resolve } from "node:path";
import ts from "typescript";

/** The root folder of the repository. */
export const repository = resolve(__dirname, "../..");

/** One import of a source file. */
export interface Import {
  readonly specifier: string;
  /** For a relative import, the file it names, relative to the same folder as the source's name. */
  readonly target: string | undefined;
  /** Whether it vanishes when compiled. */
  readonly typeOnly: boolean;
  readonly line: number;
}

/** A source file, parsed. */
export interface Source {
  /** Relative to lib/ (for tests: to the repository), with forward slashes. */
  readonly name: string;
  readonly text: string;
  readonly tree: ts.SourceFile;
  readonly imports: readonly Import[];
}

/** Every file that git keeps or would keep, relative to the repository. */
export function trackedFiles(...patterns: string[]): string[] {
  const words = ["ls-files", "--cached", "--others", "--exclude-standard", "-z", "--", ...patterns];
  const output = execFileSync("git", words, { cwd: repository, encoding: "utf8", maxBuffer: 2 ** 26 });
  const names = [...new Set(output.split("\0").filter(Boolean))];
  return names.filter((name) => existsSync(join(repository, name))).sort();
}

/** All TypeScript sources of the library, declarations left out. */
export function librarySources(): Source[] {
  const names = trackedFiles("lib/*.ts").filter((name) => !name.endsWith(".d.ts"));
  return names.map((name) => parse(join(repository, "lib"), name.slice("lib/".length)));
}

/** All TypeScript sources of the tests. */
export function testSources(): Source[] {
  return trackedFiles("test/*.ts").map((name) => parse(repository, name));
}

function parse(folder: string, name: string): Source {
  const text = readFileSync(join(folder, name), "utf8");
  const tree = ts.createSourceFile(name, text, ts.ScriptTarget.ES2022, true);
  return { name, text, tree, imports: importsOf(folder, tree) };
}

function importsOf(folder: string, tree: ts.SourceFile): Import[] {
  const found: Import[] = [];
  const add = (node: ts.Expression | undefined, typeOnly: boolean) => {
    if (node === undefined || !ts.isStringLiteralLike(node)) return;
    const line = tree.getLineAndCharacterOfPosition(node.getStart()).line + 1;
    found.push({ specifier: node.text, target: targetOf(folder, tree.fileName, node.text), typeOnly, line });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, node.importClause?.isTypeOnly ?? false);
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isExternalModuleReference(node)) add(node.expression, false);
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
      add(node.argument.literal as ts.Expression, true);
    else if (ts.isCallExpression(node) && isLoad(node.expression)) add(node.arguments[0], false);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

/** `import(…)`, `require(…)`, `require.resolve(…)`. */
function isLoad(called: ts.Expression): boolean {
  if (called.kind === ts.SyntaxKind.ImportKeyword) return true;
  const base =
    ts.isPropertyAccessExpression(called) && called.name.text === "resolve" ? called.expression : called;
  return ts.isIdentifier(base) && base.text === "require";
}

function targetOf(folder: string, from: string, specifier: string): string | undefined {
  if (!specifier.startsWith(".")) return undefined;
  const path = normalize(join(dirname(from), specifier)).replaceAll("\\", "/");
  const candidates = [path, `${path}.ts`, `${path}/index.ts`, path.replace(/\.js$/, ".ts")];
  return candidates.find((name) => /\.\w+$/.test(name) && existsSync(join(folder, name))) ?? path;
}
