import type * as TypeScript from "@tslab/typescript-for-tslab";
import { typescript as ts } from "../realm/compiler/typescript";

export type Node = TypeScript.Node;
export type Statement = TypeScript.Statement;

/** The code of a cell with the symbols of its names. */
export interface ParsedCell {
  readonly file: TypeScript.SourceFile;
  readonly checker: TypeScript.TypeChecker;
}

/** Parses a cell by itself: what it does not declare has no symbol. */
export function parseCell(code: string): ParsedCell {
  const name = "cell.ts";
  const file = ts.createSourceFile(name, code, ts.ScriptTarget.ES2022, true, ts.ScriptKind.TS);
  const host: TypeScript.CompilerHost = {
    getSourceFile: (path) => (path === name ? file : undefined),
    getDefaultLibFileName: () => "lib.d.ts",
    writeFile: () => undefined,
    getCurrentDirectory: () => "",
    getCanonicalFileName: (path) => path,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => "\n",
    fileExists: (path) => path === name,
    readFile: () => undefined,
  };
  const options = { noLib: true, noResolve: true, types: [], target: ts.ScriptTarget.ES2022 };
  return { file, checker: ts.createProgram([name], options, host).getTypeChecker() };
}

/** Where a name comes from: declared inside a statement, at the top of this cell, or elsewhere. */
export type Scope = "local" | "own" | "elsewhere";

/** Whether an identifier stands for a value or a type, not for a property or a label. */
export function isName(node: Node): node is TypeScript.Identifier {
  if (!ts.isIdentifier(node)) return false;
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isQualifiedName(parent)) return parent.left === node;
  if (ts.isBindingElement(parent)) return parent.propertyName !== node;
  if (ts.isImportSpecifier(parent)) return parent.name === node;
  const isMember =
    ts.isPropertyAssignment(parent) ||
    ts.isPropertySignature(parent) ||
    ts.isPropertyDeclaration(parent) ||
    ts.isMethodDeclaration(parent) ||
    ts.isMethodSignature(parent) ||
    ts.isEnumMember(parent);
  return !(isMember && parent.name === node);
}

export function scopeOf(name: TypeScript.Identifier, { checker }: ParsedCell): Scope {
  const declarations = symbolOf(name, checker)?.declarations ?? [];
  if (declarations.length === 0) return "elsewhere";
  return declarations.some(isAtTop) ? "own" : "local";
}

export function symbolOf(
  name: TypeScript.Identifier,
  checker: TypeScript.TypeChecker,
): TypeScript.Symbol | undefined {
  const { parent } = name;
  return ts.isShorthandPropertyAssignment(parent)
    ? checker.getShorthandAssignmentValueSymbol(parent)
    : checker.getSymbolAtLocation(name);
}

function isAtTop(declaration: Node): boolean {
  for (let node = declaration.parent; node; node = node.parent) {
    if (ts.isSourceFile(node)) return true;
    const opensScope =
      ts.isBlock(node) ||
      ts.isFunctionLike(node) ||
      ts.isForStatement(node) ||
      ts.isForInStatement(node) ||
      ts.isForOfStatement(node) ||
      ts.isCatchClause(node) ||
      ts.isClassLike(node) ||
      ts.isCaseBlock(node) ||
      ts.isTypeAliasDeclaration(node) ||
      ts.isInterfaceDeclaration(node) ||
      ts.isMappedTypeNode(node);
    if (opensScope) return false;
  }
  return false;
}

/** Every node below, and itself. */
export function* nodesIn(node: Node): Generator<Node> {
  yield node;
  const children: Node[] = [];
  ts.forEachChild(node, (child) => void children.push(child));
  for (const child of children) yield* nodesIn(child);
}

/** What an access begins with: `a` of `a.b[c]!.d`. */
export function rootOf(expression: Node): Node {
  let node = expression;
  while (isAccess(node)) node = node.expression;
  return node;
}

function isAccess(node: Node): node is Node & { readonly expression: Node } {
  return (
    ts.isPropertyAccessExpression(node) ||
    ts.isElementAccessExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isParenthesizedExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isAwaitExpression(node)
  );
}

/** The name of the function or method that a call calls; undefined where it has none. */
export function calledName({ expression }: TypeScript.CallExpression): string | undefined {
  if (ts.isIdentifier(expression)) return expression.text;
  return ts.isPropertyAccessExpression(expression) ? expression.name.text : undefined;
}
