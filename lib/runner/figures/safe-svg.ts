import sanitizeHtml from "sanitize-html";

const tags = [
  "svg",
  "g",
  "defs",
  "clipPath",
  "linearGradient",
  "radialGradient",
  "stop",
  "path",
  "rect",
  "circle",
  "ellipse",
  "line",
  "polyline",
  "polygon",
  "text",
  "tspan",
  "image",
  "title",
  "desc",
];

const picture = /^data:image\/(?:png|jpeg);base64,[A-Za-z0-9+/=\s]*$/;

/** Attributes that place and paint; nothing that runs, loads or links. */
const attributes =
  "xmlns xmlns:xlink version id class width height viewBox preserveAspectRatio x y x1 x2 y1 y2 cx cy r rx ry d points dx dy rotate transform text-anchor dominant-baseline fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-dasharray stroke-linecap stroke-linejoin stroke-miterlimit opacity font-family font-size font-weight font-style clip-path clip-rule clipPathUnits gradientUnits gradientTransform offset stop-color stop-opacity style shape-rendering image-rendering vector-effect pointer-events xml:space href xlink:href".split(
    " ",
  );

/**
 * A drawing that a cell showed, as a file that can be opened in a browser: text, shapes and embedded pictures alone.
 * Undefined when it is no SVG document.
 */
export function safeSvg(text: string): string | undefined {
  const clean = sanitizeHtml(text, {
    allowedTags: tags,
    allowedAttributes: { "*": attributes },
    allowedSchemes: ["data"],
    parseStyleAttributes: false,
    nestingLimit: 100,
    parser: { xmlMode: true, lowerCaseTags: false, lowerCaseAttributeNames: false, decodeEntities: true },
    transformTags: { "*": (tagName, attribs) => ({ tagName, attribs: harmless(tagName, attribs) }) },
  }).trim();
  // What stood before it, such as the rest of a document type, is not part of the drawing.
  const start = clean.indexOf("<svg");
  return start < 0 ? undefined : `${clean.slice(start)}\n`;
}

function harmless(tag: string, attribs: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(attribs)
      .filter(([, value]) => value !== "")
      .filter(([name, value]) =>
        name.endsWith("href") ? tag === "image" && picture.test(value) : !loads(value),
      ),
  );
}

/** Whether a value of paint or style points outside the document. */
function loads(value: string): boolean {
  return /[\\@]|expression|javascript:|url\s*\((?!\s*['"]?#)/i.test(value);
}
