import mathematics from "@vscode/markdown-it-katex";
import MarkdownIt from "markdown-it";
import type { Attachments } from "../notebook/format";
import { highlight } from "./highlight";
import { sanitize } from "./sanitize";

const reader = new MarkdownIt({ html: true, highlight });
// MathML alone: browsers draw it without fonts or styles of KaTeX's.
reader.use(mathematics, { output: "mathml", throwOnError: false, strict: "ignore" });
// A notebook's title stands below the report's: every heading goes down one level.
const lower = (tag: string) => (tag === "h6" ? tag : `h${Number(tag.slice(1)) + 1}`);
for (const rule of ["heading_open", "heading_close"] as const) {
  reader.renderer.rules[rule] = (tokens, index, options, _environment, renderer) => {
    const token = tokens[index]!;
    token.tag = lower(token.tag);
    return renderer.renderToken(tokens, index, options);
  };
}

/** Markdown with formulas, code and embedded pictures as HTML that is safe to show. */
export function renderMarkdown(
  text: string,
  attachments: Attachments = {},
  linkTo?: (address: string) => string | undefined,
): string {
  return sanitize(reader.render(withAttachments(text, attachments)), linkTo);
}

/** Pictures that the cell carries become part of the page. */
function withAttachments(text: string, attachments: Attachments): string {
  return text.replace(/attachment:([^\s)"']+)/g, (address, name: string) => {
    const [content] = Object.entries(attachments[decodeURI(name)] ?? {});
    return content === undefined
      ? address
      : `data:${content[0]};base64,${String(content[1]).replace(/\s/g, "")}`;
  });
}

/** The text of the first heading, without its marks; undefined when there is none. */
export function titleOf(text: string): string | undefined {
  const tokens = reader.parse(text, {});
  const heading = tokens.findIndex((token) => token.type === "heading_open");
  if (heading < 0) return undefined;
  const inline = tokens[heading + 1]?.children ?? [];
  return inline
    .map(({ type, content }) => (type === "softbreak" ? " " : content))
    .join("")
    .trim();
}
