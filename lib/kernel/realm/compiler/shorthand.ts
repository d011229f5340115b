import type * as TypeScript from "@tslab/typescript-for-tslab";
import { typescript } from "./typescript";

/**
 * `{ data }` with `data` of an earlier cell. tslab rewrites names of earlier cells to `exports.data`, but asks for the
 * symbol at the name, which for a shorthand property is the property and not the value, and so leaves it undefined at run
 * time. These two changes make it see the value, and write `{ data: exports.data }`. The first property name of
 * `const { mean: centre } = model` names nothing outside the pattern, however early a cell declared the type of `model`.
 */
export function seeShorthandValues(checker: TypeScript.TypeChecker): void {
  const symbolAt = checker.getSymbolAtLocation.bind(checker);
  checker.getSymbolAtLocation = (node) => {
    const { parent } = typescript.getOriginalNode(node);
    if (parent && typescript.isBindingElement(parent) && parent.propertyName === node) return undefined;
    return parent && typescript.isShorthandPropertyAssignment(parent) && parent.name === node
      ? checker.getShorthandAssignmentValueSymbol(parent)
      : symbolAt(node);
  };
}

/** `visitEachChild` for tslab: a shorthand property whose name is rewritten becomes a whole one. */
export const visitEachChild = ((
  node: TypeScript.Node,
  visitor: TypeScript.Visitor,
  context: TypeScript.TransformationContext,
) => {
  if (!typescript.isShorthandPropertyAssignment(node)) {
    return typescript.visitEachChild(node, visitor, context);
  }
  const { factory } = typescript;
  const value = visitor(node.name) as TypeScript.Expression;
  const fallback = node.objectAssignmentInitializer;
  if (value === node.name && !fallback) return node;
  const target = fallback
    ? factory.createAssignment(value, visitor(fallback) as TypeScript.Expression)
    : value;
  return factory.createPropertyAssignment(factory.createIdentifier(node.name.text), target);
}) as typeof TypeScript.visitEachChild;
