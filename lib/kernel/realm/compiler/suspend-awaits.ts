import type * as TypeScript from "@tslab/typescript-for-tslab";
import { typescript } from "./typescript";

/** The global object through which compiled cells reach the kernel. */
export const helpersName = "__tslab__";

/**
 * Makes a cell end where it is interrupted. The cell becomes the body of a generator that the kernel drives: an
 * `await` of the cell itself becomes a `yield` that says where it stands, so that the kernel can resume it with an
 * error, or under a watch that breaks synchronous loops. An `await` in one of the cell's functions becomes
 * `resume(await …)`, which throws once the cell that called was interrupted.
 */
export const suspendAwaits: TypeScript.TransformerFactory<TypeScript.SourceFile> = (context) => (file) => {
  const { factory } = context;
  const { visitEachChild, visitNode } = typescript;

  const helper = (name: string, ...parameters: TypeScript.Expression[]): TypeScript.Expression =>
    factory.createCallExpression(
      factory.createPropertyAccessExpression(factory.createIdentifier(helpersName), name),
      undefined,
      parameters,
    );

  const inFunction = (node: TypeScript.Node): TypeScript.Node => {
    const visited = visitEachChild(node, inFunction, context);
    if (typescript.isAwaitExpression(visited)) return helper("resume", visited);
    return isForAwait(visited) ? resumeEachRound(visited) : visited;
  };

  const resumeEachRound = (loop: TypeScript.ForOfStatement) => {
    const body = factory.createBlock(
      [factory.createExpressionStatement(helper("resume")), loop.statement],
      true,
    );
    const { awaitModifier, initializer, expression } = loop;
    return factory.updateForOfStatement(loop, awaitModifier, initializer, expression, body);
  };

  const suspend = (awaited: TypeScript.Expression, at: TypeScript.Node): TypeScript.Expression => {
    const { line, character } = typescript.getLineAndCharacterOfPosition(file, at.getStart(file));
    const position = [line, character].map((number) => factory.createNumericLiteral(number));
    return factory.createParenthesizedExpression(
      factory.createYieldExpression(undefined, factory.createArrayLiteralExpression([awaited, ...position])),
    );
  };

  const inCell = (node: TypeScript.Node): TypeScript.Node => {
    if (typescript.isFunctionLike(node) || typescript.isClassLike(node)) return inFunction(node);
    if (typescript.isAwaitExpression(node)) {
      return suspend(visitNode(node.expression, inCell) as TypeScript.Expression, node);
    }
    if (typescript.isLabeledStatement(node) && isForAwait(node.statement)) {
      return lowerForAwait(node.statement, node.label);
    }
    if (isForAwait(node)) return lowerForAwait(node, undefined);
    return visitEachChild(node, inCell, context);
  };

  /** `for await` cannot stand in a generator: the same loop over the iterator, closed when left early. */
  const lowerForAwait = (loop: TypeScript.ForOfStatement, label: TypeScript.Identifier | undefined) => {
    const [iterator, step, open] = ["iterator", "step", "open"].map((name) => factory.createUniqueName(name));
    const assign = (target: TypeScript.Expression, value: TypeScript.Expression) =>
      factory.createAssignment(target, value);
    const call = (name: string) =>
      factory.createCallExpression(factory.createPropertyAccessExpression(iterator!, name), undefined, []);
    const source = visitNode(loop.expression, inCell) as TypeScript.Expression;
    const condition = factory.createComma(
      factory.createComma(assign(open!, factory.createFalse()), assign(step!, suspend(call("next"), loop))),
      factory.createLogicalNot(factory.createPropertyAccessExpression(step!, "done")),
    );
    const value = factory.createPropertyAccessExpression(step!, "value");
    const body = factory.createBlock(
      [
        factory.createExpressionStatement(assign(open!, factory.createTrue())),
        bind(loop.initializer, value),
        visitNode(loop.statement, inCell) as TypeScript.Statement,
      ],
      true,
    );
    const whileLoop = factory.createWhileStatement(condition, body);
    const close = factory.createIfStatement(
      factory.createLogicalAnd(open!, factory.createPropertyAccessExpression(iterator!, "return")),
      factory.createExpressionStatement(suspend(call("return"), loop)),
    );
    const labelled = label ? factory.createLabeledStatement(label, whileLoop) : whileLoop;
    return factory.createBlock(
      [
        declare(iterator!, helper("iterate", source)),
        declare(step!),
        declare(open!, factory.createFalse()),
        factory.createTryStatement(
          factory.createBlock([labelled]),
          undefined,
          factory.createBlock([close], true),
        ),
      ],
      true,
    );
  };

  const declare = (name: TypeScript.Identifier, value?: TypeScript.Expression) =>
    factory.createVariableStatement(
      undefined,
      factory.createVariableDeclarationList(
        [factory.createVariableDeclaration(name, undefined, undefined, value)],
        typescript.NodeFlags.Let,
      ),
    );

  const bind = (initializer: TypeScript.ForInitializer, value: TypeScript.Expression) => {
    if (!typescript.isVariableDeclarationList(initializer)) {
      return factory.createExpressionStatement(factory.createAssignment(initializer, value));
    }
    const { name } = initializer.declarations[0]!;
    const declaration = factory.createVariableDeclaration(name, undefined, undefined, value);
    return factory.createVariableStatement(
      undefined,
      factory.createVariableDeclarationList([declaration], initializer.flags),
    );
  };

  return visitEachChild(file, inCell, context);
};

function isForAwait(node: TypeScript.Node): node is TypeScript.ForOfStatement {
  return typescript.isForOfStatement(node) && node.awaitModifier !== undefined;
}
