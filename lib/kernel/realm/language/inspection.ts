import type * as TypeScript from "@tslab/typescript-for-tslab";
import { typescript } from "../compiler/typescript";
import { callAt, type Description, nameAt, nodeAt, type View } from "./service";
import { codeBlock, documentationOf, signatureOf, textOf } from "./text";

/** At most as many members of a type are listed. */
const membersListed = 40;

/**
 * What there is to say about a place, in markdown: of the name that it touches, else of the call whose arguments it is
 * among.
 *
 * @param detail From 1 on also the members of the types involved.
 */
export function inspect(view: View, position: number, detail: number): string | undefined {
  return aboutName(view, position, detail) ?? aboutCall(view, position);
}

function aboutName(view: View, position: number, detail: number): string | undefined {
  // A cursor right behind a name means the name.
  for (const at of [position, position - 1]) {
    if (at < view.start || !typescript.isIdentifier(nodeAt(view, at))) continue;
    const info = nameAt(view, at);
    if (!info) continue;
    return about(info, detail > 0 ? typesAt(view, at) : []);
  }
  return undefined;
}

function about(description: Description, members: readonly string[]): string {
  return [codeBlock(signatureOf(description)), documentationOf(description), ...members]
    .filter(Boolean)
    .join("\n\n");
}

/** The members of a value's type, or of the types of a function's parameters and result. */
function typesAt({ program, file, start }: View, position: number): string[] {
  const checker = program.getTypeChecker();
  const type = checker.getTypeAtLocation(nodeAt({ program, file, start }, position));
  const signature = type.getCallSignatures()[0];
  const parts = signature
    ? [
        ...signature.getParameters().map((each) => checker.getTypeOfSymbolAtLocation(each, file)),
        signature.getReturnType(),
      ]
    : [type];
  return [...new Set(parts)].flatMap((part) => membersOf(part, checker, file));
}

/** Members with their types and documentation, where a type is a record. */
export function membersOf(
  type: TypeScript.Type,
  checker: TypeScript.TypeChecker,
  file: TypeScript.SourceFile,
): string[] {
  const isRecord = (type.flags & typescript.TypeFlags.Object) !== 0 && type.getCallSignatures().length === 0;
  if (!isRecord || isBuiltIn(type)) return [];
  const members = type.getProperties();
  const lines = members.slice(0, membersListed).map((member) => {
    const optional = member.flags & typescript.SymbolFlags.Optional ? "?" : "";
    const shown = checker.typeToString(checker.getTypeOfSymbolAtLocation(member, file));
    const meaning = textOf(member.getDocumentationComment(checker)).replace(/\s*\n\s*/g, " ");
    return `- \`${member.name}${optional}: ${shown}\`${meaning ? ` ${meaning}` : ""}`;
  });
  if (members.length > membersListed) lines.push(`- and ${members.length - membersListed} more`);
  return lines.length === 0 ? [] : [[`**${checker.typeToString(type)}**`, "", ...lines].join("\n")];
}

/** Of JavaScript's own types nobody wants all members. */
function isBuiltIn(type: TypeScript.Type): boolean {
  const declared = (type.symbol?.declarations ?? []).map(
    (declaration) => declaration.getSourceFile().fileName,
  );
  return declared.some((name) => /\/lib\.[^/]*d\.ts$|\/@types\/node\//.test(name));
}

function aboutCall(view: View, position: number): string | undefined {
  const help = callAt(view, position);
  const item = help?.items[help.selectedItemIndex];
  if (!help || !item) return undefined;
  const parameters = item.parameters.map(({ displayParts }) => textOf(displayParts));
  const separator = textOf(item.separatorDisplayParts);
  const more = help.items.length > 1 ? ` (+${help.items.length - 1} overloads)` : "";
  const signature = `${textOf(item.prefixDisplayParts)}${parameters.join(separator)}${textOf(item.suffixDisplayParts)}${more}`;
  const active = item.parameters[Math.min(help.argumentIndex, item.parameters.length - 1)];
  return [
    codeBlock(signature),
    ...(active
      ? [`**${active.name}** ${textOf(active.documentation)}`.trim(), ...argumentMembers(view, help)]
      : []),
    documentationOf(item),
  ]
    .filter(Boolean)
    .join("\n\n");
}

/** The members of the record that is expected as the argument. */
function argumentMembers({ program, file }: View, help: TypeScript.SignatureHelpItems): string[] {
  const checker = program.getTypeChecker();
  const call = callAround(file, help.applicableSpan.start);
  const parameter = call && checker.getResolvedSignature(call)?.getParameters()[help.argumentIndex];
  if (!parameter) return [];
  return membersOf(
    checker.getNonNullableType(checker.getTypeOfSymbolAtLocation(parameter, file)),
    checker,
    file,
  );
}

/** The innermost call whose arguments begin at a place. */
function callAround(file: TypeScript.SourceFile, start: number): TypeScript.CallExpression | undefined {
  let found: TypeScript.CallExpression | undefined;
  const visit = (node: TypeScript.Node): void => {
    if (typescript.isCallExpression(node) && node.arguments.pos === start) found = node;
    node.forEachChild(visit);
  };
  visit(file);
  return found;
}
