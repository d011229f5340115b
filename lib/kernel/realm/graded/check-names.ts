import type * as TypeScript from "@tslab/typescript-for-tslab";
import { declaredNames } from "../compiler/declarations";
import { helpersName } from "../compiler/suspend-awaits";
import { typescript } from "../compiler/typescript";
import { builtInNames } from "./built-ins";

/** What later cells rely on beside JavaScript's own names. */
const reserved = new Set([
  ...builtInNames,
  "Buffer", "clearTimeout", "global", "process", "queueMicrotask", "setTimeout", "structuredClone",
]); // biome-ignore format: one list

/** What compiled cells have in their scope beside their own names. */
const machinery = new Set(["exports", helpersName]);

/**
 * A name that a cell declares goes over to later cells, also one such as `Math`, which the tests rely on.
 *
 * @throws SyntaxError when the cell gives such a name another meaning or speaks of what compiled cells consist of
 */
export function checkNames(code: string): void {
  const file = typescript.createSourceFile("cell.ts", code, typescript.ScriptTarget.Latest, true);
  const taken = [...declaredNames(code), ...namespaces(file)].find((name) => reserved.has(name));
  if (taken !== undefined) {
    throw new SyntaxError(
      `${taken} is JavaScript's own: graded cells need another name for what they declare.`,
    );
  }
  const spoken = firstIdentifier(file, (name) => machinery.has(name));
  if (spoken !== undefined) {
    throw new SyntaxError(
      `${spoken} is not there in graded cells: what a cell declares goes on to later cells by itself.`,
    );
  }
}

function namespaces(file: TypeScript.SourceFile): string[] {
  return file.statements.filter(typescript.isModuleDeclaration).map(({ name }) => name.text);
}

function firstIdentifier(node: TypeScript.Node, wanted: (name: string) => boolean): string | undefined {
  if (typescript.isIdentifier(node) && wanted(node.text) && !isPropertyName(node)) return node.text;
  return typescript.forEachChild(node, (child) => firstIdentifier(child, wanted));
}

function isPropertyName(node: TypeScript.Identifier): boolean {
  const { parent } = node;
  return (
    (typescript.isPropertyAccessExpression(parent) || typescript.isPropertyAssignment(parent)) &&
    parent.name === node
  );
}
