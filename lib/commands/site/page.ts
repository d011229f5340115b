import { posix } from "node:path";
import { escapeHtml } from "../../claims/escape-html";
import { reportStyle } from "../../runner/report/style";

/** A page of the site without what all pages share. */
export interface Page {
  /** Path in the site. */
  readonly path: string;
  readonly title: string;
  /** HTML that is safe to show. */
  readonly body: string;
}

/** An entry of the navigation: the path of its page, and its text. */
export interface Entry {
  readonly path: string;
  readonly text: string;
}

/** Groups of entries, each with a heading; the first has none. */
export type Navigation = readonly { readonly heading: string; readonly entries: readonly Entry[] }[];

/** Nothing on a page runs: they are texts and pictures. */
const policy = "script-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'";

/** A whole page with navigation and style, addresses relative to it: the site works from a folder and from any address. */
export function renderPage(page: Page, navigation: Navigation): string {
  const to = (path: string) => escapeHtml(posix.relative(posix.dirname(page.path), path));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(page.title)}</title>
<link rel="stylesheet" href="${to("style.css")}">
</head>
<body>
<a class="skip" href="#content">To the text</a>
<div class="page">
<nav aria-label="Contents"><div class="brand"><a href="${to("index.html")}">Model collapse</a></div>${renderNavigation(page, navigation, to)}</nav>
<main id="content">
${page.body}
</main>
</div>
</body>
</html>
`;
}

function renderNavigation(page: Page, navigation: Navigation, to: (path: string) => string): string {
  return navigation
    .map(({ heading, entries }) => {
      const items = entries.map(({ path, text }) => {
        const here = path === page.path ? ' class="here" aria-current="page"' : "";
        return `<li><a${here} href="${to(path)}">${escapeHtml(text)}</a></li>`;
      });
      return `${heading === "" ? "" : `<h2>${escapeHtml(heading)}</h2>`}<ol>${items.join("")}</ol>`;
    })
    .join("");
}

/** The style sheet: the report's, with fonts as files beside it. */
export const siteStyle = `
@font-face { font-family: Inter; font-weight: 400; src: url(fonts/Inter-Regular.ttf) format("truetype"); }
@font-face { font-family: Inter; font-weight: 600; src: url(fonts/Inter-SemiBold.ttf) format("truetype"); }
${reportStyle}
nav .brand a { display: inline; padding: 0; border: 0; color: var(--ink); }
nav h2 { font-size: .78rem; color: var(--muted); margin: 1.3rem 0 .4rem; letter-spacing: 0; }
main > .markdown > h2:first-child { font-size: 2.1rem; margin-top: 0; }
main > .markdown > h3 { font-size: 1.5rem; margin-top: 2.6rem; } main > .markdown > h4 { font-size: 1.14rem; }
main h2 a.anchor, main h3 a.anchor, main h4 a.anchor { color: var(--faint); text-decoration: none; margin-left: .4rem; visibility: hidden; }
main h2:hover a.anchor, main h3:hover a.anchor, main h4:hover a.anchor { visibility: visible; }
.notebook-cell { margin: .9rem 0; } .notebook-cell pre.code { border: 1px solid var(--line); border-radius: 8px; padding: .7rem 1rem; background: var(--tint); }
pre.code a { text-decoration: underline dotted; text-underline-offset: 3px; color: inherit; }
`;
