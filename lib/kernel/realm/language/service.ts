import type * as TypeScript from "@tslab/typescript-for-tslab";
import { typescript } from "../compiler/typescript";

/** A name that may stand at a place, as the compiler's completions have it. */
export interface Entry {
  readonly name: string;
  readonly kind: string;
  readonly sortText: string;
  readonly symbol?: TypeScript.Symbol;
}

interface Completions {
  readonly entries: readonly Entry[];
  readonly optionalReplacementSpan?: TypeScript.TextSpan;
}

/** What a symbol is and what its documentation says. */
export interface Description {
  readonly displayParts?: readonly TypeScript.SymbolDisplayPart[];
  readonly documentation?: readonly TypeScript.SymbolDisplayPart[];
  readonly tags?: readonly TypeScript.JSDocTagInfo[];
}

/**
 * The parts of TypeScript's language service that need a program only: tslab keeps one, a service of its own would make
 * a second, of 200 files. Internal, but of the one version that tslab brings.
 */
interface Service {
  readonly Completions: {
    getCompletionsAtPosition(
      host: object,
      program: TypeScript.Program,
      log: () => void,
      file: TypeScript.SourceFile,
      position: number,
      preferences: object,
      trigger: undefined,
      kind: number,
      cancellation: object,
      format: undefined,
      includeSymbol: true,
    ): Completions | undefined;
  };
  readonly SymbolDisplay: {
    getSymbolDisplayPartsDocumentationAndSymbolKind(
      checker: TypeScript.TypeChecker,
      symbol: TypeScript.Symbol,
      file: TypeScript.SourceFile,
      enclosing: TypeScript.Node,
      location: TypeScript.Node,
      meaning: number,
    ): Description & { readonly symbolKind: string };
  };
  readonly SignatureHelp: {
    getSignatureHelpItems(
      program: TypeScript.Program,
      file: TypeScript.SourceFile,
      position: number,
      reason: { readonly kind: "invoked" },
      cancellation: object,
    ): TypeScript.SignatureHelpItems | undefined;
  };
  getQuickInfoAtPosition(
    file: TypeScript.SourceFile,
    checker: TypeScript.TypeChecker,
    cancellation: object,
    position: number,
  ): (Description & { readonly textSpan: TypeScript.TextSpan }) | undefined;
  getTouchingPropertyName(file: TypeScript.SourceFile, position: number): TypeScript.Node;
}

const service = typescript as unknown as Service;
const everyMeaning = 7;
const invoked = 1;
const never = { isCancellationRequested: () => false, throwIfCancellationRequested: () => undefined };
const ignore = (): void => undefined;

/** A cell as it is being written, behind all that earlier cells declared. */
export interface View {
  readonly program: TypeScript.Program;
  readonly file: TypeScript.SourceFile;
  /** Where the cell's code begins in the file. */
  readonly start: number;
}

export function completionsAt({ program, file }: View, position: number): Completions | undefined {
  const { getCompletionsAtPosition } = service.Completions;
  return getCompletionsAtPosition(
    {},
    program,
    ignore,
    file,
    position,
    {},
    undefined,
    invoked,
    never,
    undefined,
    true,
  );
}

/** The name at a place: what it is, and where it stands. */
export function nameAt({ program, file }: View, position: number) {
  return service.getQuickInfoAtPosition(file, program.getTypeChecker(), never, position);
}

export function nodeAt({ file }: View, position: number): TypeScript.Node {
  return service.getTouchingPropertyName(file, position);
}

/** The call whose arguments a place is among. */
export function callAt({ program, file }: View, position: number): TypeScript.SignatureHelpItems | undefined {
  return service.SignatureHelp.getSignatureHelpItems(program, file, position, { kind: "invoked" }, never);
}

export function describeSymbol({ program, file }: View, symbol: TypeScript.Symbol, position: number) {
  const at = nodeAt({ program, file, start: 0 }, position);
  const checker = program.getTypeChecker();
  const { getSymbolDisplayPartsDocumentationAndSymbolKind: describe } = service.SymbolDisplay;
  return describe(checker, symbol, file, at, at, everyMeaning);
}
