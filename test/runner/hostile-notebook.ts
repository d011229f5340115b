import { chainMimeType } from "../../lib/chain/origin";
import { plotlyMimeType } from "../../lib/charts/static/plotly-source";
import { claimsMimeType } from "../../lib/claims/claim";
import { dataMimeType } from "../../lib/data/dataset";
import type { Cell } from "../../lib/runner/notebook/format";
import { claimOf, codeCell, textCell } from "./fixtures";

/** A notebook that tries whatever a model's output could try: to run, to load from `address`, to leave its place. */
export function hostileCells(address: string): Cell[] {
  const pwn = "window.__pwned=1";
  const html = [
    `</pre></code></div></section></script><!-- --><script>${pwn}</script><script src="${address}/s.js"></script>`,
    `<img src=x onerror="${pwn}"><img src="${address}/i.png"><svg onload="${pwn}"><script>${pwn}</script></svg>`,
    `<a href="javascript:${pwn}">a</a><a href="JaVa&#x09;ScRiPt:${pwn}">b</a><a href="data:text/html,<script>${pwn}</script>">c</a>`,
    `<iframe src="${address}/f"></iframe><iframe srcdoc="<script>parent.${pwn}</script>"></iframe><object data="${address}/o"></object>`,
    `<style>@import "${address}/c.css"; body{background:url(${address}/b.png)}</style><link rel=stylesheet href="${address}/l.css">`,
    `<p style="background:url(${address}/p.png);position:fixed">d</p><form action="${address}/x"><input autofocus onfocus="${pwn}"></form>`,
    `<details open ontoggle="${pwn}"><summary>e</summary></details><base href="${address}/"><meta http-equiv=refresh content="0;url=${address}/m">`,
    `<math><mtext><table><mglyph><style><img src=x onerror="${pwn}"></style></mglyph></table></mtext></math>`,
    `<video src="${address}/v"><source onerror="${pwn}"></video><template><script>${pwn}</script></template><noscript><img src=x onerror=${pwn}></noscript>`,
  ].join("\n");
  const markdown = [
    `# Title <img src=x onerror=${pwn}>`,
    html,
    `[x](javascript:${pwn}) ![y](${address}/y.png) <javascript:${pwn}>`,
    `$\\href{javascript:${pwn}}{x}$ $\\includegraphics{${address}/z.png}$ $\\htmlStyle{background:url(${address}/h)}{x}$`,
    `\`\`\`html\n<script>${pwn}</script>\n\`\`\``,
  ].join("\n\n");
  const terminal = `\u001b]8;;javascript:${pwn}\u0007link\u001b]8;;\u0007\u001b[2J\u001b[31m red \u202eevil\u2066 \u0008\u0000`;
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" onload="${pwn}"><script>${pwn}</script><image href="${address}/g.png"/>` +
    `<foreignObject>${html}</foreignObject><a href="javascript:${pwn}"><text y="20">click</text></a></svg>`;
  const words = `</script><script>${pwn}</script><a href="javascript:${pwn}">w</a><img src=x onerror=${pwn}>`;
  const figure = {
    data: [
      { type: "scatter", name: words, legendgroup: words, text: [words, words], x: ["=HYPERLINK(1)", words], y: [1, 2], hovertemplate: words },
      { type: "scatter", x: [words, words], y: [2, 1], mode: "text", text: words, customdata: [html, html] },
    ],
    layout: {
      title: { text: words, subtitle: { text: words } },
      meta: { title: words, subtitle: words, series: [words] },
      xaxis: { title: { text: words } },
      annotations: [{ text: words, x: 0, y: 0, hovertext: words }],
      images: [{ source: `${address}/plot.png`, x: 0, y: 1, sizex: 1, sizey: 1 }, { source: `javascript:${pwn}`, x: 0, y: 1, sizex: 1, sizey: 1 }],
    },
    frames: [],
    config: { plotlyServerURL: address, showSendToCloud: true, topojsonURL: address },
  }; // biome-ignore format: a picture of many words
  const show = (bundle: object) => codeCell(`frontEnd.display(${JSON.stringify(bundle)});`);
  const claim = { ...claimOf({ id: html, statement: html, source: html, reason: html }), kind: html };
  return [
    textCell(markdown),
    codeCell(`let seed = 1;\nlet label = ${JSON.stringify(words)};`, ["parameters"]),
    codeCell('const frontEnd = (globalThis as any)[Symbol.for("model-collapse.front-end")];'),
    codeCell(`console.log(${JSON.stringify(html)}); console.error(${JSON.stringify(terminal)});`),
    show({ "text/html": html }),
    show({ "text/markdown": markdown }),
    show({ "text/latex": `$$${words}$$` }),
    show({ "image/svg+xml": svg }),
    show({ "image/png": `x" onerror="${pwn}`, "text/plain": words }),
    show({ "application/json": { [words]: html } }),
    show({ [plotlyMimeType]: figure, "image/svg+xml": svg, "text/plain": words }),
    show({ [dataMimeType]: { name: html, source: "cache", note: html, files: [{ path: html, sha256: "0".repeat(64) }] } }),
    show({ [chainMimeType]: { replicates: 1, read: 1, continued: 0, computedBy: [words] }, "text/plain": words }),
    show({ [claimsMimeType]: [claim], "text/plain": words }),
    codeCell(`throw Object.assign(new Error(${JSON.stringify(html)}), { name: ${JSON.stringify(words)} });`),
  ]; // biome-ignore format: a line a cell
}
