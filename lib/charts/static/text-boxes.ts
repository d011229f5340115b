import { type FontWeight, textWidth } from "../text";
import { ascent, descent } from "./font";
import type { Box, PageElement } from "./page";

const lineHeight = 1.3;
/** One step of a transform attribute; the last step applies first. */
const step = /(translate|rotate)\(([^)]*)\)/g;
const nothing: Box = { x: 0, y: 0, width: 0, height: 0 };

/**
 * The box of an SVG element, which jsdom cannot measure: texts by the advances of the shipped font, rectangles by their
 * attributes, groups by their parts.
 */
export function boxOf(element: PageElement): Box {
  switch (element.tagName) {
    case "text":
      return boxOfText(element);
    case "rect":
      return {
        x: numberOf(element, "x"),
        y: numberOf(element, "y"),
        width: numberOf(element, "width"),
        height: numberOf(element, "height"),
      };
    case "g":
      return Array.from(element.children, (part) => transformed(boxOf(part), part)).reduce(union, nothing);
    default:
      return nothing;
  }
}

/** Length of a text or of one of its lines, in pixels. */
export function textLength(element: PageElement): number {
  let length = 0;
  for (const child of element.childNodes) {
    length +=
      child.nodeType === 3
        ? textWidth(child.textContent ?? "", fontSizeOf(element), weightOf(element))
        : textLength(child as PageElement);
  }
  return length;
}

function boxOfText(text: PageElement): Box {
  const lines = Array.from(text.children).filter((child) => child.getAttribute("class") === "line");
  const width = lines.length > 0 ? Math.max(...lines.map(textLength)) : textLength(text);
  if (width === 0) {
    return nothing;
  }
  const fontSize = fontSizeOf(text);
  const shift = Number.parseFloat(text.getAttribute("dy") ?? "0") * fontSize;
  return {
    x: numberOf(text, "x") - width * anchorShare(text),
    y: numberOf(text, "y") + shift - ascent * fontSize,
    width,
    height: (Math.max(lines.length, 1) - 1) * lineHeight * fontSize + (ascent + descent) * fontSize,
  };
}

function anchorShare(text: PageElement): number {
  const anchor = inherited(
    text,
    (element) => element.getAttribute("text-anchor") || element.style.textAnchor,
  );
  return anchor === "middle" ? 0.5 : anchor === "end" ? 1 : 0;
}

function fontSizeOf(element: PageElement): number {
  const own = element.style.fontSize;
  if (own.endsWith("%")) {
    return (Number.parseFloat(own) / 100) * (element.parentElement ? fontSizeOf(element.parentElement) : 12);
  }
  return own ? Number.parseFloat(own) : element.parentElement ? fontSizeOf(element.parentElement) : 12;
}

function weightOf(element: PageElement): FontWeight {
  const weight = inherited(element, ({ style }) => style.fontWeight);
  return weight === "bold" || Number(weight) >= 600 ? "semibold" : "regular";
}

function inherited(element: PageElement, read: (element: PageElement) => string | undefined): string {
  const own = read(element);
  return own || (element.parentElement ? inherited(element.parentElement, read) : "");
}

function numberOf(element: PageElement, attribute: string): number {
  return Number.parseFloat(element.getAttribute(attribute) ?? "") || 0;
}

/** A box inside an element's own transform: the box that holds its moved and turned corners. */
function transformed(box: Box, element: PageElement): Box {
  let moved = box;
  for (const [, kind, list] of [...(element.getAttribute("transform") ?? "").matchAll(step)].reverse()) {
    const [a = 0, b = 0, c = 0] = list.split(/[ ,]+/).map(Number);
    moved = kind === "translate" ? { ...moved, x: moved.x + a, y: moved.y + b } : turned(moved, a, b, c);
  }
  return moved;
}

function turned({ x, y, width, height }: Box, degrees: number, centreX: number, centreY: number): Box {
  const [cosine, sine] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  const [middleX, middleY] = [x + width / 2 - centreX, y + height / 2 - centreY];
  const turnedWidth = Math.abs(width * cosine) + Math.abs(height * sine);
  const turnedHeight = Math.abs(width * sine) + Math.abs(height * cosine);
  return {
    x: centreX + middleX * cosine - middleY * sine - turnedWidth / 2,
    y: centreY + middleX * sine + middleY * cosine - turnedHeight / 2,
    width: turnedWidth,
    height: turnedHeight,
  };
}

function union(a: Box, b: Box): Box {
  if (a.width === 0 || b.width === 0) {
    return a.width === 0 ? b : a;
  }
  const [x, y] = [Math.min(a.x, b.x), Math.min(a.y, b.y)];
  return {
    x,
    y,
    width: Math.max(a.x + a.width, b.x + b.width) - x,
    height: Math.max(a.y + a.height, b.y + b.height) - y,
  };
}
