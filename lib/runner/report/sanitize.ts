import sanitizeHtml from "sanitize-html";

const textTags = [
  "p",
  "br",
  "hr",
  "div",
  "span",
  "h1",
  "h2",
  "h3",
  "h4",
  "h5",
  "h6",
  "blockquote",
  "pre",
  "code",
  "samp",
  "kbd",
  "var",
  "strong",
  "b",
  "em",
  "i",
  "u",
  "s",
  "del",
  "ins",
  "mark",
  "small",
  "sub",
  "sup",
  "abbr",
  "cite",
  "q",
  "ul",
  "ol",
  "li",
  "dl",
  "dt",
  "dd",
  "details",
  "summary",
  "figure",
  "figcaption",
  "img",
  "a",
];
const tableTags = ["table", "caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "th", "td"];
/** Presentation MathML and the notes that KaTeX adds. */
const mathTags = [
  "math",
  "semantics",
  "annotation",
  "mrow",
  "mi",
  "mn",
  "mo",
  "ms",
  "mtext",
  "mspace",
  "mfrac",
  "msqrt",
  "mroot",
  "mstyle",
  "mpadded",
  "mphantom",
  "menclose",
  "msub",
  "msup",
  "msubsup",
  "munder",
  "mover",
  "munderover",
  "mmultiscripts",
  "mtable",
  "mtr",
  "mtd",
  "merror",
];
const mathAttributes = [
  "xmlns",
  "display",
  "encoding",
  "mathvariant",
  "mathcolor",
  "mathbackground",
  "mathsize",
  "displaystyle",
  "scriptlevel",
  "stretchy",
  "fence",
  "separator",
  "accent",
  "accentunder",
  "lspace",
  "rspace",
  "minsize",
  "maxsize",
  "largeop",
  "movablelimits",
  "symmetric",
  "linethickness",
  "width",
  "height",
  "depth",
  "voffset",
  "notation",
  "columnalign",
  "columnspacing",
  "columnlines",
  "rowspacing",
  "rowlines",
  "rowalign",
  "columnspan",
  "rowspan",
];
const colour = [/^#[0-9a-f]{3,8}$/i, /^rgba?\([\d\s.,%]+\)$/i, /^[a-z]{3,20}$/i];
const cellAttributes = ["colspan", "rowspan", "scope", "align"];

/** Where links may lead: pages of the web, mail, and places in the report. */
const safeLink = /^(?:https?:|mailto:|#)/i;
const safePicture = /^data:image\/(?:png|jpeg|gif|webp|svg\+xml);base64,[a-z0-9+/=\s]+$/i;

/**
 * HTML that a cell or a Markdown text brought along, reduced to text, tables, formulas and embedded pictures: no scripts,
 * no handlers, no forms, no frames, no addresses that load anything, no ids that could collide with the page's.
 *
 * @param linkTo Turns a link's address into one of the report, for links between notebooks.
 */
export function sanitize(
  html: string,
  linkTo: (address: string) => string | undefined = () => undefined,
): string {
  return sanitizeHtml(html, {
    allowedTags: [...textTags, ...tableTags, ...mathTags],
    allowedAttributes: {
      a: ["href", "title", "rel", "target"],
      img: ["src", "alt", "title", "width", "height"],
      th: [...cellAttributes, "style"],
      td: [...cellAttributes, "style"],
      ...Object.fromEntries(
        ["span", "div", "p", "strong", "b", "small", "tr", "table"].map((tag) => [tag, ["style", "title"]]),
      ),
      ...Object.fromEntries(mathTags.map((tag) => [tag, mathAttributes])),
      details: ["open"],
      ol: ["start"],
    },
    allowedClasses: { span: ["hljs-*"], code: ["hljs", "language-*"], p: ["katex-block"] },
    allowedStyles: {
      "*": {
        color: colour,
        "background-color": colour,
        "text-align": [/^(?:left|right|center|justify)$/],
        "vertical-align": [/^(?:top|middle|bottom|baseline)$/],
        "font-weight": [/^(?:bold|normal|[1-9]00)$/],
        "font-style": [/^(?:italic|normal)$/],
        "white-space": [/^(?:nowrap|pre|pre-wrap)$/],
      },
    },
    allowedSchemes: ["http", "https", "mailto"],
    allowedSchemesByTag: { img: ["data"] },
    allowProtocolRelative: false,
    nestingLimit: 100,
    transformTags: {
      a: (tagName, attributes) => {
        const href = safeLink.test(attributes.href ?? "") ? attributes.href : linkTo(attributes.href ?? "");
        const kept = { ...(attributes.title === undefined ? {} : { title: attributes.title }) };
        return {
          tagName,
          attribs: href === undefined ? kept : { ...kept, href, rel: "noopener noreferrer" },
        };
      },
    },
    exclusiveFilter: ({ tag, attribs }) => tag === "img" && !safePicture.test(attribs.src ?? ""),
  });
}
