import type * as TypeScript from "@tslab/typescript-for-tslab";
import { typescript as ts } from "../realm/compiler/typescript";
import { pureGlobals, pureMethods, pureObjectFunctions, storingMethods } from "./pure-calls";
import { isName, type Node, nodesIn, type ParsedCell, rootOf, scopeOf, symbolOf } from "./syntax";
import { declaresConstants, isArithmetic, isStreamDeclaration, rootless } from "./values";

/** What one statement at the top of a cell does with names of the notebook. */
export interface StatementFacts {
  /** Names that it declares for later cells. */
  readonly declares: ReadonlySet<string>;
  /** Names of this and other cells that it mentions, what it declares included. */
  readonly mentions: ReadonlySet<string>;
  /** Names of other cells, and names that a function in it captures. */
  readonly uses: ReadonlySet<string>;
  /** Names to which it assigns another value. */
  readonly assigns: ReadonlySet<string>;
  /** Names whose values it may change from within. */
  readonly writes: ReadonlySet<string>;
  /** Whether it may change something that it was handed under a name of its own, such as a parameter. */
  readonly changesWhatItIsGiven: boolean;
  /** Whether what it declares may be, or hold, the value of a name that it mentions. */
  readonly mayAlias: boolean;
  /** Whether what it changes may hold, from then on, the value of a name that it mentions. */
  readonly stores: boolean;
  readonly hasFunctions: boolean;
  /** Whether nothing of what it declares can change from within: numbers, texts, functions, types, modules. */
  readonly declaresConstants: boolean;
  /** Whether it assigns to what belongs to no cell: a global object, a module. */
  readonly assignsOutside: boolean;
}

/** What is known of all cells when one statement is looked at. */
export interface NotebookNames {
  /** Names imported from modules whose functions change none of their arguments. */
  readonly pure: ReadonlySet<string>;
  /** Names of streams of random numbers, which drawing changes. */
  readonly streams: ReadonlySet<string>;
  /** The list of claims, to which cells only add. */
  readonly claimList: string | undefined;
}

const assignments = { first: ts.SyntaxKind.FirstAssignment, last: ts.SyntaxKind.LastAssignment };

export function statementFacts(
  statement: TypeScript.Statement,
  cell: ParsedCell,
  names: NotebookNames,
): StatementFacts {
  const collector = new Collector(cell, names);
  for (const node of nodesIn(statement)) collector.visit(node);
  const { declares, mentions, uses, assigns, writes } = collector;
  return {
    declares,
    mentions,
    uses,
    assigns,
    writes,
    changesWhatItIsGiven: collector.changesWhatItIsGiven,
    mayAlias: collector.mayAlias,
    stores: collector.stores,
    hasFunctions: collector.hasFunctions,
    assignsOutside: collector.assignsOutside,
    declaresConstants: declaresConstants(statement),
  };
}

class Collector {
  readonly declares = new Set<string>();
  readonly mentions = new Set<string>();
  readonly uses = new Set<string>();
  readonly assigns = new Set<string>();
  readonly writes = new Set<string>();
  changesWhatItIsGiven = false;
  mayAlias = false;
  stores = false;
  hasFunctions = false;
  assignsOutside = false;

  constructor(
    readonly cell: ParsedCell,
    readonly names: NotebookNames,
  ) {}

  visit(node: Node): void {
    if (isName(node)) this.#name(node);
    if (ts.isFunctionLike(node) || ts.isClassLike(node)) this.hasFunctions = true;
    if (ts.isVariableDeclaration(node) && node.initializer && !this.isFresh(node.initializer))
      this.mayAlias = true;
    if (ts.isBinaryExpression(node)) {
      const { kind } = node.operatorToken;
      if (kind >= assignments.first && kind <= assignments.last) {
        this.stores ||= !this.isFresh(node.right);
        this.#targets(node.left);
      }
    } else if (ts.isPostfixUnaryExpression(node) || ts.isPrefixUnaryExpression(node)) {
      const { PlusPlusToken, MinusMinusToken } = ts.SyntaxKind;
      if (node.operator === PlusPlusToken || node.operator === MinusMinusToken) this.#targets(node.operand);
    } else if (ts.isDeleteExpression(node)) {
      this.#change(node.expression);
    } else if (
      (ts.isForOfStatement(node) || ts.isForInStatement(node)) &&
      ts.isExpression(node.initializer)
    ) {
      this.#targets(node.initializer);
    } else if (ts.isCallExpression(node)) {
      this.#call(node);
    } else if (ts.isTaggedTemplateExpression(node)) {
      this.#change(node.tag);
    }
  }

  #name(name: TypeScript.Identifier): void {
    const scope = scopeOf(name, this.cell);
    if (scope === "local") return;
    this.mentions.add(name.text);
    const declaration = symbolOf(name, this.cell.checker)?.declarations?.find((one) =>
      [...nodesIn(one)].includes(name),
    );
    if (scope === "own" && declaration && isNameOf(declaration, name)) this.declares.add(name.text);
    else if (scope === "elsewhere" || isInFunction(name)) this.uses.add(name.text);
  }

  /** The parts of an assignment's left side, which may be a pattern. */
  #targets(target: Node): void {
    if (ts.isArrayLiteralExpression(target) || ts.isObjectLiteralExpression(target)) {
      for (const node of nodesIn(target)) if (isName(node)) this.#assign(node);
    } else if (ts.isIdentifier(target)) {
      this.#assign(target);
    } else {
      const root = rootOf(target);
      if (ts.isIdentifier(root) && (root.text === "Object" || this.#isPure(root))) this.assignsOutside = true;
      this.#change(target);
    }
  }

  #assign(name: TypeScript.Identifier): void {
    if (scopeOf(name, this.cell) === "local") return;
    this.assigns.add(name.text);
    if (this.#isPure(name)) this.assignsOutside = true;
  }

  #call({ expression, arguments: given }: TypeScript.CallExpression): void {
    if (ts.isPropertyAccessExpression(expression)) {
      const root = rootOf(expression.expression);
      const method = expression.name.text;
      if (ts.isIdentifier(root)) {
        if (root.text === this.names.claimList && method === "add") return;
        if (root.text === "Object" && pureObjectFunctions.has(method)) return;
        if (this.#isPure(root)) {
          this.#draw(given);
          return;
        }
      }
      if (pureMethods.has(method)) return;
      this.#change(expression.expression);
      if (storingMethods.has(method)) {
        this.stores ||= !given.every((argument) => this.isFresh(argument));
        return;
      }
    } else {
      // A function of the notebook: what it changes is seen where it is declared.
      if (ts.isIdentifier(expression)) {
        if (this.#isPure(expression)) this.#draw(given);
        return;
      }
      this.#change(expression);
    }
    for (const argument of given) if (!this.isFresh(argument)) this.#changeAllIn(argument);
  }

  #isPure(name: TypeScript.Identifier): boolean {
    return (
      scopeOf(name, this.cell) !== "local" && (this.names.pure.has(name.text) || pureGlobals.has(name.text))
    );
  }

  /** Streams of random numbers that a function of the library is handed as they are, not forked. */
  #draw(given: readonly Node[]): void {
    for (const node of given.flatMap((argument) => [...nodesIn(argument)])) {
      if (isName(node) && this.#isStream(node) && !isForked(node)) this.#change(node);
    }
  }

  #isStream(name: TypeScript.Identifier): boolean {
    if (scopeOf(name, this.cell) !== "local") return this.names.streams.has(name.text);
    const [declaration] = symbolOf(name, this.cell.checker)?.declarations ?? [];
    return declaration !== undefined && isStreamDeclaration(declaration);
  }

  #changeAllIn(expression: Node): void {
    for (const node of nodesIn(expression)) if (isName(node)) this.#changeName(node);
  }

  #change(target: Node): void {
    const root = rootOf(target);
    if (ts.isIdentifier(root)) this.#changeName(root);
    else if (!this.isFresh(root)) this.#changeAllIn(root);
  }

  #changeName(name: TypeScript.Identifier): void {
    if (scopeOf(name, this.cell) !== "local") {
      this.writes.add(name.text);
      return;
    }
    const declarations = symbolOf(name, this.cell.checker)?.declarations ?? [];
    if (!declarations.every((declaration) => this.#isFreshVariable(declaration)))
      this.changesWhatItIsGiven = true;
  }

  #isFreshVariable(declaration: Node): boolean {
    if (!ts.isVariableDeclaration(declaration)) return false;
    const isLoop =
      ts.isForOfStatement(declaration.parent.parent) || ts.isForInStatement(declaration.parent.parent);
    return !isLoop && (declaration.initializer === undefined || this.isFresh(declaration.initializer));
  }

  /** Whether an expression makes a value that nothing else holds. */
  isFresh(expression: Node): boolean {
    const inner = rootless(expression);
    if (ts.isArrayLiteralExpression(inner)) return inner.elements.every((element) => this.isFresh(element));
    if (ts.isObjectLiteralExpression(inner)) {
      return inner.properties.every((one) => ts.isPropertyAssignment(one) && this.isFresh(one.initializer));
    }
    if (ts.isNewExpression(inner) || ts.isLiteralExpression(inner) || ts.isTemplateExpression(inner))
      return true;
    if (ts.isPrefixUnaryExpression(inner) || ts.isPostfixUnaryExpression(inner)) return true;
    if (ts.isFunctionLike(inner)) return true;
    if (ts.isCallExpression(inner)) return this.#makesNew(inner);
    const { TrueKeyword, FalseKeyword, NullKeyword } = ts.SyntaxKind;
    if (ts.isBinaryExpression(inner)) return isArithmetic(inner.operatorToken.kind);
    return [TrueKeyword, FalseKeyword, NullKeyword].includes(inner.kind as TypeScript.SyntaxKind.TrueKeyword);
  }

  #makesNew({ expression }: TypeScript.CallExpression): boolean {
    if (ts.isIdentifier(expression)) return this.#isPure(expression);
    if (!ts.isPropertyAccessExpression(expression)) return false;
    const root = rootOf(expression.expression);
    if (expression.name.text === "fork" || expression.name.text === "collect") return true;
    return ts.isIdentifier(root) && this.#isPure(root);
  }
}

function isForked(name: Node): boolean {
  const { parent } = name;
  return ts.isPropertyAccessExpression(parent) && parent.expression === name && parent.name.text === "fork";
}

function isNameOf(declaration: Node, name: Node): boolean {
  return (declaration as { readonly name?: Node }).name === name;
}

function isInFunction(node: Node): boolean {
  for (let parent = node.parent; parent; parent = parent.parent) {
    if (ts.isFunctionLike(parent) || ts.isClassLike(parent)) return true;
  }
  return false;
}
