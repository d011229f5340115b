import type * as TypeScript from "@tslab/typescript-for-tslab";
import type { Description } from "./service";

type Parts = readonly TypeScript.SymbolDisplayPart[] | undefined;

export const textOf = (parts: Parts): string => (parts ?? []).map(({ text }) => text).join("");

/** What something is, in a line of TypeScript; that it came by an import or export is left out. */
export function signatureOf({ displayParts }: Description): string {
  return textOf(displayParts)
    .replace(/^\(alias\) /, "")
    .replace(/\n(?:import|export) [^\n]+$/, "");
}

export const codeBlock = (code: string): string => `\`\`\`typescript\n${code}\n\`\`\``;

/** Links as code, and lines that the source broke joined: some front ends show every break. */
function prose(parts: Parts): string {
  return textOf(parts)
    .replace(/\{@link(?:code|plain)?\s+([^}|\s]+)[^}]*\}/g, "`$1`")
    .replace(/(\S)\n(?=[^\s|>*#\d-])/g, "$1 ");
}

/** Documentation in markdown: the text, the parameters, what else its tags say. */
export function documentationOf({ documentation, tags = [] }: Description): string {
  const parameters = tags.filter(({ name }) => name === "param").map(parameterLine);
  const others = tags.filter(({ name, text }) => name !== "param" && text).map(tagParagraph);
  return [prose(documentation), parameters.join("\n"), ...others].filter(Boolean).join("\n\n");
}

function parameterLine({ text }: TypeScript.JSDocTagInfo): string {
  const [, name, meaning] = /^(\S+)\s*(?:-\s*)?([\s\S]*)$/.exec(prose(text)) ?? [];
  return `- \`${name}\`: ${meaning}`;
}

function tagParagraph({ name, text }: TypeScript.JSDocTagInfo): string {
  if (name === "example") {
    const code = textOf(text).trim();
    return code.includes("```") ? code : codeBlock(code);
  }
  return `*${name}* ${prose(text)}`;
}

/** The same without markup, for front ends that show text. */
export function plainText(markdown: string): string {
  return markdown.replace(/^```.*\n?/gm, "").trim();
}
