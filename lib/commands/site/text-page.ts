import { readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { renderMarkdown, titleOf } from "../../runner/report/markdown";
import { siteAddress } from "./addresses";
import { withAnchors } from "./anchors";
import type { Page } from "./page";

const picture = /(!\[[^\]]*\]\()([\w./-]+\.png)(\))/g;

/** One of the repository's Markdown files as a page: pictures become part of it, links lead to the site's pages. */
export function textPage(root: string, source: string, path: string): Page {
  const text = readFileSync(join(root, source), "utf8");
  const folder = join(root, posix.dirname(source));
  const whole = text.replace(picture, (_whole, before: string, address: string, after: string) => {
    const bytes = readFileSync(join(folder, address));
    return `${before}data:image/png;base64,${bytes.toString("base64")}${after}`;
  });
  const html = renderMarkdown(whole, {}, (address) => siteAddress(source, address));
  return { path, title: titleOf(text) ?? source, body: `<div class="markdown">${withAnchors(html)}</div>` };
}
