/// <reference path="./jsdom.d.ts" />
import { plotlySource } from "./plotly-source";
import { boxOf, textLength } from "./text-boxes";

/** The parts of the page's objects that drawing uses. */
export interface PageElement {
  readonly tagName: string;
  readonly nodeType: number;
  readonly textContent: string | null;
  readonly children: ArrayLike<PageElement>;
  readonly childNodes: Iterable<PageElement>;
  readonly parentElement: PageElement | null;
  readonly style: { readonly fontSize: string; readonly fontWeight: string; readonly textAnchor?: string };
  getAttribute(name: string): string | null;
  append(child: PageElement): void;
  remove(): void;
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface PageWindow {
  readonly document: { readonly body: PageElement; createElement(tag: string): PageElement };
  readonly JSON: { parse(text: string): unknown };
  readonly Math: { random: () => number };
  readonly Plotly: {
    newPlot(target: PageElement, data: unknown, layout: unknown, config: unknown): Promise<unknown>;
    purge(target: PageElement): void;
    setPlotConfig(config: { readonly logging: number }): void;
    readonly Snapshot: { toSVG(target: PageElement, format: "svg", scale: number): string };
  };
  eval(script: string): unknown;
}

let opened: Promise<PageWindow> | undefined;

/** The page with Plotly in it, opened at the first call (about half a second) and kept for the process. */
export function openPage(): Promise<PageWindow> {
  opened ??= newPage();
  return opened;
}

async function newPage(): Promise<PageWindow> {
  const { JSDOM } = await import("jsdom");
  const { window } = new JSDOM("<!doctype html><body></body>", { runScripts: "outside-only" });
  addMissingParts(window as never);
  window.eval(plotlySource());
  window.Plotly.setPlotConfig({ logging: 0 });
  return window;
}

interface UnfinishedWindow {
  readonly URL: { createObjectURL?: () => string };
  readonly HTMLCanvasElement: { readonly prototype: { getContext: () => null } };
  readonly SVGElement: { readonly prototype: Record<string, (this: PageElement) => unknown> };
}

/** Stand-ins for what Plotly asks of a browser and jsdom lacks: layout above all. */
function addMissingParts(window: UnfinishedWindow): void {
  window.URL.createObjectURL = () => "blob:none";
  window.HTMLCanvasElement.prototype.getContext = () => null;
  const still = { matches: false, addListener: ignore, addEventListener: ignore };
  Object.assign(window, { TextDecoder, TextEncoder, matchMedia: () => still });
  Object.assign(window.SVGElement.prototype, {
    getBBox(this: PageElement) {
      return boxOf(this);
    },
    getBoundingClientRect(this: PageElement) {
      const { x, y, width, height } = boxOf(this);
      return { x, y, width, height, left: x, top: y, right: x + width, bottom: y + height };
    },
    getComputedTextLength(this: PageElement) {
      return textLength(this);
    },
  });
}

function ignore(): undefined {
  return undefined;
}
