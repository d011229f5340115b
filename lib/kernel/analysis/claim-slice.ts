import { typescript as ts } from "../realm/compiler/typescript";
import {
  type ClaimListDeclaration,
  claimListIn,
  claimsAddedIn,
  showsClaims,
  usesListAsMeant,
} from "./claim-uses";
import { outsideNames, pureModules } from "./pure-calls";
import { type NotebookNames, type StatementFacts, statementFacts } from "./statement-facts";
import { nodesIn, type ParsedCell, parseCell } from "./syntax";
import { isStreamDeclaration } from "./values";

/** The cells that claims depend on, by position; or why that cannot be told, so that all have to run. */
export type ClaimSlice = { readonly cells: readonly number[] } | { readonly unsure: string };

interface Statement extends StatementFacts {
  readonly cell: number;
  readonly adds: readonly RegExp[];
}

/**
 * The cells that have to run for some claims of a notebook: those that add them, that show the list, and, of all others,
 * each that declares or may change a name that one of them uses. A cell too many costs time, one too few would change
 * digits, so whatever cannot be seen through counts as a change, and a notebook that reaches outside itself is not cut.
 *
 * @param codes The code cells, in order.
 * @param wanted Identifiers of claims.
 */
export function claimSlice(codes: readonly string[], wanted: readonly string[]): ClaimSlice {
  const cells = codes.map(parseCell);
  const lists = cells.flatMap(({ file }) => claimListIn(file) ?? []);
  const [list] = lists;
  if (list === undefined || lists.length > 1) return { unsure: "it does not have one list of claims" };
  const unsure = outsideReach(cells, list);
  if (unsure !== undefined) return { unsure };
  const found = statementsOf(cells, list);
  const assigning = found.find(({ assignsOutside }) => assignsOutside);
  if (assigning !== undefined)
    return { unsure: `cell ${assigning.cell + 1} changes what belongs to no cell` };
  const statements = spread(found);
  const roots = statements.filter(({ adds }) =>
    adds.some((pattern) => wanted.some((id) => pattern.test(id))),
  );
  const shown = cells.flatMap(({ file }, index) => (file.statements.some(showsClaims) ? [index] : []));
  if (roots.length === 0 || shown.length === 0)
    return { unsure: "it is not seen which cells add the claims" };
  return { cells: closure(new Set([...roots.map(({ cell }) => cell), ...shown]), statements) };
}

/** Why a notebook cannot be cut; undefined when it can. */
function outsideReach(cells: readonly ParsedCell[], list: ClaimListDeclaration): string | undefined {
  const imported = importedNames(cells);
  for (const [index, { file }] of cells.entries()) {
    const where = `cell ${index + 1}`;
    for (const statement of file.statements) {
      if (ts.isImportDeclaration(statement) && !importsPure(statement))
        return `${where} imports ${statement.moduleSpecifier.getText()}`;
      if (!usesListAsMeant(statement, list.name))
        return `${where} does more with the list of claims than to add to it`;
      for (const node of nodesIn(statement)) {
        if (ts.isIdentifier(node) && outsideNames.has(node.text)) return `${where} uses ${node.text}`;
        if (node.kind === ts.SyntaxKind.ImportKeyword && ts.isCallExpression(node.parent))
          return `${where} imports by a call`;
      }
    }
  }
  return imported.size === 0 ? "it imports nothing" : undefined;
}

function importsPure(statement: import("@tslab/typescript-for-tslab").ImportDeclaration): boolean {
  const { moduleSpecifier: name } = statement;
  return (
    ts.isStringLiteral(name) && (pureModules.has(name.text) || statement.importClause?.isTypeOnly === true)
  );
}

function importedNames(cells: readonly ParsedCell[]): Set<string> {
  const names = new Set<string>();
  for (const { file } of cells) {
    for (const statement of file.statements.filter(ts.isImportDeclaration)) {
      for (const node of nodesIn(statement)) {
        if (
          (ts.isImportSpecifier(node) || ts.isNamespaceImport(node) || ts.isImportClause(node)) &&
          node.name
        ) {
          names.add(node.name.text);
        }
      }
    }
  }
  return names;
}

function statementsOf(cells: readonly ParsedCell[], list: ClaimListDeclaration): Statement[] {
  const names: NotebookNames = {
    pure: importedNames(cells),
    streams: streamNames(cells),
    claimList: list.name,
  };
  return cells.flatMap((parsed, cell) =>
    parsed.file.statements.map((statement) => ({
      ...statementFacts(statement, parsed, names),
      cell,
      adds: claimsAddedIn(statement, list),
    })),
  );
}

function streamNames(cells: readonly ParsedCell[]): Set<string> {
  const variables = cells.flatMap(({ file }) => file.statements.filter(ts.isVariableStatement));
  const streams = variables.flatMap(({ declarationList }) =>
    declarationList.declarations.filter(isStreamDeclaration),
  );
  return new Set(streams.map(({ name }) => name.getText()));
}

/**
 * What functions do counts for every statement that mentions them; what a statement changes under a name of its own, for
 * all that it mentions; a change of a name, for the names that it may be or hold the value of. Until nothing is added.
 */
function spread(statements: readonly Statement[]): Statement[] {
  const byName = indexOf(statements, ({ declares }) => declares);
  const holding = indexOf(statements, ({ declares, assigns, writes, mayAlias, stores }) => [
    ...(mayAlias ? declares : []),
    ...(stores ? [...assigns, ...writes] : []),
  ]);
  let current = [...statements];
  for (let before = -1; before !== sizeOf(current); ) {
    before = sizeOf(current);
    current = current.map((statement, index) => grown(statement, index, current, { byName, holding }));
  }
  return current;
}

type Index = ReadonlyMap<string, readonly number[]>;

/** Positions of the statements by the names that `namesOf` gives. */
function indexOf(statements: readonly Statement[], namesOf: (one: Statement) => Iterable<string>): Index {
  const index = new Map<string, number[]>();
  statements.forEach((statement, position) => {
    for (const name of namesOf(statement)) index.set(name, [...(index.get(name) ?? []), position]);
  });
  return index;
}

function sizeOf(statements: readonly Statement[]): number {
  return statements.reduce(
    (sum, one) =>
      sum + one.assigns.size + one.writes.size + one.adds.length + Number(one.changesWhatItIsGiven),
    0,
  );
}

function grown(
  statement: Statement,
  index: number,
  all: readonly Statement[],
  { byName, holding }: { readonly byName: Index; readonly holding: Index },
): Statement {
  const [assigns, writes] = [new Set(statement.assigns), new Set(statement.writes)];
  const adds = new Set(statement.adds);
  let { changesWhatItIsGiven } = statement;
  const others = (positions: readonly number[] = []) =>
    positions.filter((at) => at !== index).map((at) => all[at]!);
  for (const name of statement.mentions) {
    for (const other of others(byName.get(name)).filter(({ hasFunctions }) => hasFunctions)) {
      for (const assigned of other.assigns) assigns.add(assigned);
      for (const written of other.writes) writes.add(written);
      for (const pattern of other.adds) adds.add(pattern);
      changesWhatItIsGiven ||= other.changesWhatItIsGiven;
    }
  }
  if (changesWhatItIsGiven) for (const name of statement.mentions) writes.add(name);
  for (const name of [...writes]) {
    for (const other of others(holding.get(name)))
      for (const mentioned of other.mentions) writes.add(mentioned);
  }
  const changed = [...writes].filter((name) =>
    (byName.get(name) ?? []).some((at) => !all[at]!.declaresConstants),
  );
  return { ...statement, assigns, writes: new Set(changed), adds: [...adds], changesWhatItIsGiven };
}

/** The cells, and all that declare or change what they use. */
function closure(start: ReadonlySet<number>, statements: readonly Statement[]): number[] {
  const needed = new Set(start);
  const last = Math.max(...start);
  for (let before = 0; before !== needed.size; ) {
    before = needed.size;
    const used = new Set(statements.filter(({ cell }) => needed.has(cell)).flatMap(({ uses }) => [...uses]));
    for (const { cell, declares, assigns, writes } of statements) {
      const changes = (name: string) => declares.has(name) || assigns.has(name) || writes.has(name);
      if (cell <= last && [...used].some(changes)) needed.add(cell);
    }
  }
  return [...needed].sort((a, b) => a - b);
}
