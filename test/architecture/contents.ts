import ts from "typescript";
import { librarySources } from "./sources";

/** A name that a page of the table of contents gives to users. */
export interface PublicName {
  readonly name: string;
  /** The page, relative to lib/. */
  readonly page: string;
  /** Whether it is gone at run time: an interface, a type. */
  readonly typeOnly: boolean;
}

/** What the pages in lib/contents/ export, in their order. */
export function publicNames(): PublicName[] {
  const pages = librarySources().filter(({ name }) => name.startsWith("contents/"));
  return pages.flatMap(({ name: page, tree }) =>
    tree.statements.filter(ts.isExportDeclaration).flatMap((statement) => {
      const clause = statement.exportClause;
      if (clause === undefined || !ts.isNamedExports(clause)) {
        throw new Error(`lib/${page} needs exports by name, got ${statement.getText()}`);
      }
      return clause.elements.map(({ name, isTypeOnly }) => ({
        name: name.text,
        page,
        typeOnly: statement.isTypeOnly || isTypeOnly,
      }));
    }),
  );
}
