import type * as TypeScript from "@tslab/typescript-for-tslab";
import { typescript } from "./typescript";

/** The names of values that a cell declares at its top level. */
export function declaredNames(code: string): Set<string> {
  const names = new Set<string>();
  for (const statement of parse(code).statements) {
    for (const { name } of namedParts(statement)) names.add(name);
  }
  return names;
}

/** Declarations without those of values whose names are not kept; types stay. */
export function keepDeclarations(declarations: string, keep: (name: string) => boolean): string {
  const printer = typescript.createPrinter({ newLine: typescript.NewLineKind.LineFeed });
  const file = parse(declarations);
  return file.statements
    .flatMap((statement) => keepParts(statement, keep))
    .map((statement) => `${printer.printNode(typescript.EmitHint.Unspecified, statement, file)}\n`)
    .join("");
}

/** Only the declarations of values with the names kept. */
export function onlyDeclarations(declarations: string, keep: (name: string) => boolean): string {
  const file = parse(declarations);
  const values = file.statements.filter((statement) => namedParts(statement).length > 0);
  return keepDeclarations(values.map((statement) => statement.getFullText(file)).join("\n"), keep);
}

function parse(code: string): TypeScript.SourceFile {
  const { Latest } = typescript.ScriptTarget;
  return typescript.createSourceFile("declarations.ts", code, Latest, true, typescript.ScriptKind.TS);
}

interface NamedPart {
  readonly name: string;
  readonly part: TypeScript.Node;
}

function namedParts(statement: TypeScript.Statement): NamedPart[] {
  if (typescript.isVariableStatement(statement)) {
    return statement.declarationList.declarations.flatMap((declaration) =>
      namesIn(declaration.name).map((name) => ({ name, part: declaration })),
    );
  }
  if (typescript.isImportDeclaration(statement)) return importedParts(statement.importClause);
  const { name } = statement as Partial<TypeScript.FunctionDeclaration>;
  const declares =
    typescript.isFunctionDeclaration(statement) ||
    typescript.isClassDeclaration(statement) ||
    typescript.isEnumDeclaration(statement);
  return declares && name ? [{ name: name.text, part: statement }] : [];
}

function namesIn(name: TypeScript.BindingName): string[] {
  if (typescript.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) =>
    typescript.isOmittedExpression(element) ? [] : namesIn(element.name),
  );
}

function importedParts(clause: TypeScript.ImportClause | undefined): NamedPart[] {
  if (!clause || clause.isTypeOnly) return [];
  const bindings = clause.namedBindings;
  const named = bindings && typescript.isNamedImports(bindings) ? [...bindings.elements] : [];
  const star = bindings && typescript.isNamespaceImport(bindings) ? [bindings] : [];
  const parts = [
    ...(clause.name ? [{ name: clause.name, part: clause }] : []),
    ...nodes(named),
    ...nodes(star),
  ];
  return parts.map(({ name, part }) => ({ name: name.text, part }));
}

function nodes<Part extends TypeScript.Node & { readonly name: TypeScript.Identifier }>(
  parts: readonly Part[],
) {
  return parts.map((part) => ({ name: part.name, part: part as TypeScript.Node }));
}

function keepParts(statement: TypeScript.Statement, keep: (name: string) => boolean): TypeScript.Statement[] {
  const parts = namedParts(statement);
  const kept = new Set(parts.filter(({ name }) => keep(name)).map(({ part }) => part));
  if (parts.length === 0 || kept.size === parts.length) return [statement];
  if (kept.size === 0) return [];
  const { factory } = typescript;
  if (typescript.isVariableStatement(statement)) {
    const list = statement.declarationList;
    const declarations = list.declarations.filter((declaration) => kept.has(declaration));
    const keptList = factory.updateVariableDeclarationList(list, declarations);
    return [factory.updateVariableStatement(statement, statement.modifiers, keptList)];
  }
  // An import is evaluated as a whole: where one of its names has a value the module is there.
  return [statement];
}
