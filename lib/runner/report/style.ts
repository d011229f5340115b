/** The look of the report: the charts' font and ink, one narrow column, wide tables, quiet code. */
export const reportStyle = `
:root {
  --ink: #1f2933; --muted: #5a6672; --faint: #8b96a1; --line: #e1e6eb; --tint: #f6f8fa; --paper: #ffffff;
  --accent: #0b5c96; --green: #1a6b3c; --green-tint: #e8f5ec; --red: #a8200d; --red-tint: #fdeeeb;
  --amber: #7a5600; --amber-tint: #fdf5e0; --mono: ui-monospace, "SF Mono", "DejaVu Sans Mono", Menlo, Consolas, monospace;
  --sans: Inter, "Helvetica Neue", Helvetica, Arial, sans-serif;
}
* { box-sizing: border-box; }
html { scroll-behavior: smooth; scroll-padding-top: 1rem; -webkit-text-size-adjust: 100%; }
body { margin: 0; color: var(--ink); background: var(--paper); font: 16px/1.6 var(--sans); font-feature-settings: "tnum"; }
a { color: var(--accent); text-decoration-thickness: 1px; text-underline-offset: 2px; }
a:not([href]) { color: inherit; text-decoration: none; }
a:focus-visible, summary:focus-visible, button:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
.skip { position: absolute; left: -999px; }
.skip:focus { left: 1rem; top: 1rem; background: var(--paper); padding: .5rem; z-index: 2; }
.page { display: grid; grid-template-columns: 250px minmax(0, 1fr); max-width: 1240px; margin: 0 auto; }
nav { position: sticky; top: 0; align-self: start; max-height: 100vh; overflow-y: auto; padding: 2.6rem 1.2rem 2rem 1.5rem; font-size: .84rem; line-height: 1.4; }
nav .brand { font-weight: 600; letter-spacing: -.01em; margin-bottom: 1.1rem; }
nav ol { list-style: none; margin: 0; padding: 0; }
nav a { display: flex; gap: .5rem; padding: .36rem .6rem; color: var(--muted); text-decoration: none; border-left: 2px solid var(--line); }
nav a:hover { color: var(--ink); }
nav a.here { color: var(--ink); border-left-color: var(--accent); background: var(--tint); }
nav .mark { flex: none; width: 1em; text-align: center; font-weight: 600; }
nav button { margin-top: 1.2rem; width: 100%; font: inherit; color: var(--ink); background: var(--paper); border: 1px solid var(--line); border-radius: 6px; padding: .4rem .6rem; cursor: pointer; }
nav button:hover { background: var(--tint); }
main { padding: 2.6rem 2rem 5rem; min-width: 0; border-left: 1px solid var(--line); }
h1, h2, h3, h4, h5 { line-height: 1.25; letter-spacing: -.014em; font-weight: 600; text-wrap: balance; }
h1 { font-size: 2.1rem; margin: 0 0 .6rem; letter-spacing: -.022em; }
h2 { font-size: 1.5rem; margin: 2.4rem 0 .8rem; }
h3 { font-size: 1.14rem; margin: 2rem 0 .5rem; }
h4, h5, h6 { font-size: 1rem; margin: 1.5rem 0 .4rem; }
p, .markdown ul, .markdown ol, blockquote { max-width: 44rem; }
.lede { font-size: 1.08rem; color: var(--muted); margin: 0 0 1.6rem; }
.lede strong { color: var(--ink); font-weight: 600; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr)); gap: .8rem; margin: 0 0 1.8rem; padding: 0; }
.tile { border: 1px solid var(--line); border-radius: 10px; padding: .8rem 1rem .7rem; }
.tile .value { display: block; font-size: 1.9rem; line-height: 1.15; font-weight: 600; letter-spacing: -.02em; }
.tile .label { font-size: .84rem; color: var(--muted); }
.tile.reproduced { background: var(--green-tint); border-color: #c3e3cf; } .tile.reproduced .value { color: var(--green); }
.tile.contradicted { background: var(--red-tint); border-color: #f4cdc5; } .tile.contradicted .value { color: var(--red); }
.tile.undecided { background: var(--amber-tint); border-color: #efdfae; } .tile.undecided .value { color: var(--amber); }
.tile.empty { background: none; border-color: var(--line); } .tile.empty .value { color: var(--faint); }
.verdict { display: inline-block; white-space: nowrap; font-size: .8rem; font-weight: 600; padding: .12rem .55rem; border-radius: 99px; }
.verdict.reproduced { color: var(--green); background: var(--green-tint); }
.verdict.contradicted { color: #fff; background: var(--red); }
.verdict.undecided { color: var(--amber); background: var(--amber-tint); border: 1px dashed #cfae55; }
.wide { overflow-x: auto; margin: 1rem 0; }
table { border-collapse: collapse; font-size: .9rem; line-height: 1.45; }
th, td { padding: .5rem .75rem; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
thead th { font-size: .78rem; font-weight: 600; color: var(--muted); border-bottom: 1px solid #c8d0d8; vertical-align: bottom; }
.claims { width: 100%; margin: .4rem 0 1rem; font-size: .88rem; }
.claims th, .claims td { padding: .45rem .5rem 0; border: 0; } .claims thead th { padding-bottom: .45rem; border-bottom: 1px solid #c8d0d8; }
.claims .claim { border-bottom: 1px solid var(--line); } .claims .claim:target { background: var(--tint); }
.claims th:first-child, .claims td[rowspan] { padding-left: 0; width: 8.2rem; }
.claims .basis { padding: 0 0 .55rem .5rem; }
.claims .number { text-align: right; font-variant-numeric: tabular-nums; width: 6.6rem; white-space: nowrap; } .claims .measured { width: 8rem; font-weight: 600; }
.claims .rival { width: 4.6rem; color: var(--muted); padding-right: 0; } .claims .picture { width: 8.4rem; }
.claims thead th:nth-child(n+4) { text-align: right; } .claims thead th:last-child { padding-right: 0; }
.claims .heading th { width: auto; padding: 1.1rem 0 .2rem; font-size: .92rem; font-weight: 600; } .claims .heading { border-bottom: 1px solid var(--line); }
.kind { background: var(--tint); border: 1px solid var(--line); border-radius: 4px; padding: 0 .3em; white-space: nowrap; }
.check { font-size: .78rem; color: var(--muted); } .check > summary { cursor: pointer; width: max-content; }
.check .facts { font-size: 1em; margin: .3rem 0 .4rem; gap: .15rem 1rem; }
.digests { list-style: none; margin: 0; padding: 0; } .digests code { color: var(--muted); }
.runs { list-style: none; margin: 1.4rem 0 0; padding: 0; font-size: .92rem; border-top: 1px solid var(--line); }
.runs li { display: flex; align-items: baseline; gap: .6rem; padding: .4rem 0; border-bottom: 1px solid var(--line); }
.runs .mark { width: 1em; text-align: center; font-weight: 600; flex: none; } .runs .title { flex: 1; } .runs .status { color: var(--muted); font-size: .84rem; text-align: right; }
.statement { overflow-wrap: anywhere; }
.search { display: flex; flex-wrap: wrap; gap: .4rem 1rem; align-items: center; margin: .9rem 0 .6rem; } .search[hidden] { display: none; }
.search input { flex: 1; min-width: 0; font: inherit; font-size: .9rem; color: inherit; background: var(--paper); padding: .45rem .8rem; border: 1px solid #c8d0d8; border-radius: 8px; }
.search input:focus { outline: 2px solid var(--accent); outline-offset: 0; } .search output { font-size: .84rem; color: var(--muted); }
.reference { font-size: .84rem; color: var(--muted); margin: 0 0 .6rem 1.5rem; max-width: none; }
.reason { font-size: .82rem; line-height: 1.4; margin-top: .1rem; color: var(--muted); }
.note { font-size: .78rem; color: var(--muted); margin: .1rem 0 0; overflow-wrap: anywhere; }
.note code { font-size: .94em; }
.group { border-bottom: 1px solid var(--line); }
.group > summary { display: flex; align-items: baseline; gap: .6rem; padding: .6rem 0; cursor: pointer; list-style: none; }
.group > summary::-webkit-details-marker { display: none; }
.group > summary::before { content: "▸"; color: var(--muted); font-size: .8em; flex: none; } .group[open] > summary::before { content: "▾"; }
.group .title { font-weight: 600; flex: 1; } .group .status { color: var(--muted); font-size: .84rem; text-align: right; }
.group .mark { width: 1em; text-align: center; font-weight: 600; } .group > .note { margin: 0 0 1rem; }
.scale { display: block; margin-top: .1rem; overflow: visible; }
.scale .axis { stroke: var(--line); stroke-width: 1; }
.scale .bar { stroke: var(--accent); stroke-width: 2.5; stroke-linecap: round; }
.scale .dot { fill: var(--accent); stroke: #fff; stroke-width: 1; }
.scale .published { fill: #fff; stroke: var(--ink); stroke-width: 1.4; }
.scale .rival { fill: none; stroke: var(--faint); stroke-width: 1.6; }
.key { font-size: .8rem; color: var(--muted); display: flex; flex-wrap: wrap; gap: .3rem 1.3rem; margin: 0; max-width: none; }
.key span { display: inline-flex; align-items: center; gap: .4rem; } .key .scale { margin: 0; }
.papers, .notebook, .environment, .addition { border-top: 1px solid var(--line); margin-top: 3.4rem; padding-top: 1.4rem; }
.strip { display: flex; flex-wrap: wrap; justify-content: space-between; gap: .2rem 1rem; font-size: .82rem; color: var(--muted); }
.strip .file { font-family: var(--mono); }
.notebook > .markdown:first-of-type h2 { margin-top: 1.2rem; font-size: 1.75rem; }
.settings { display: flex; flex-wrap: wrap; gap: .35rem; margin: .7rem 0 0; font-size: .8rem; }
.settings span { background: var(--tint); border: 1px solid var(--line); border-radius: 6px; padding: .08rem .5rem; overflow-wrap: anywhere; }
.settings code { color: var(--muted); background: none; padding: 0; }
.failure { margin: 1rem 0; padding: .8rem 1rem; border: 1px solid #f0b9ae; border-left: 4px solid var(--red); border-radius: 6px; background: var(--red-tint); }
.failure pre { margin: .4rem 0 0; white-space: pre-wrap; overflow-wrap: anywhere; font: .84rem/1.5 var(--mono); }
.markdown code, .note code, td code { font: .88em var(--mono); background: var(--tint); border-radius: 4px; padding: .08em .3em; }
.markdown pre { background: var(--tint); border-radius: 8px; padding: .8rem 1rem; overflow-x: auto; }
.markdown pre code { background: none; padding: 0; }
.markdown table, .html table { display: block; max-width: 100%; overflow-x: auto; width: max-content; margin: 1rem 0; }
.markdown img { max-width: 100%; }
blockquote { margin: 1rem 0; padding: .1rem 1.1rem; border-left: 3px solid var(--line); color: var(--muted); }
math { font-size: 1.06em; }
.katex-block { text-align: center; overflow-x: auto; overflow-y: hidden; padding: .3rem 0; }
.cell { margin: .9rem 0; }
details.source { border: 1px solid var(--line); border-radius: 8px; font-size: .84rem; }
details.source > summary { display: flex; align-items: baseline; gap: .7rem; padding: .3rem .8rem; cursor: pointer; color: var(--muted); list-style: none; }
details.source > summary::-webkit-details-marker { display: none; }
details.source > summary::before { content: "▸"; flex: none; font-size: .8em; }
details.source[open] > summary::before { content: "▾"; }
details.source > summary:hover { background: var(--tint); border-radius: 8px; }
details.source[open] .first { visibility: hidden; }
.count { font-family: var(--mono); } .first { flex: 1; min-width: 0; overflow: hidden; white-space: nowrap; text-overflow: ellipsis; font-family: var(--mono); color: var(--faint); }
.time { flex: none; font-size: .95em; }
pre.code { margin: 0; padding: .2rem 1rem .9rem; overflow-x: auto; font: .82rem/1.6 var(--mono); tab-size: 2; }
pre.text { margin: .6rem 0; padding: 0 0 0 .9rem; border-left: 3px solid var(--line); max-height: 32rem; overflow: auto; font: .82rem/1.5 var(--mono); white-space: pre; }
pre.stderr { border-left-color: #e3bd5e; } pre.error { border-left-color: var(--red); color: var(--red); white-space: pre-wrap; overflow-wrap: anywhere; }
.output { margin: .7rem 0; overflow-x: auto; } .output img { max-width: 100%; height: auto; }
.files { font-size: .78rem; color: var(--muted); margin: -.3rem 0 .8rem; }
.chart img { max-width: 800px; width: 100%; } .chart.drawn img { display: none; } .plot { min-width: 0; }
dl.facts { display: grid; grid-template-columns: max-content 1fr; gap: .35rem 1.4rem; font-size: .9rem; margin: 1rem 0; }
dl.facts dt { color: var(--muted); } dl.facts dd { margin: 0; overflow-wrap: anywhere; }
.hljs-comment, .hljs-quote { color: #6a7682; font-style: italic; } .hljs-keyword, .hljs-literal, .hljs-built_in { color: #8a1f6a; }
.hljs-string, .hljs-regexp, .hljs-template-variable { color: #1a6b3c; } .hljs-number { color: #a04a00; }
.hljs-title, .hljs-title.function_, .hljs-attr, .hljs-property { color: #0b5c96; } .hljs-type, .hljs-title.class_ { color: #5a4a00; }
@media (max-width: 1080px) {
  .page { display: block; } main { border: 0; padding: 1.2rem 1.1rem 3rem; }
  nav { position: static; max-height: none; padding: 1.2rem 1.1rem; border-bottom: 1px solid var(--line); }
  nav button { width: auto; }
  h1 { font-size: 1.6rem; }
}
@media (max-width: 640px) {
  .claims, .claims tbody, .claims tr, .claims td, .claims .heading th { display: block; }
  .claims tbody td, .claims td[rowspan], .claims .basis { width: auto; padding: .1rem 0; }
  .claims thead { display: none; } .claims .claim { padding: .8rem 0; } .claims tbody[hidden] { display: none; }
  .group > summary, .runs li { flex-wrap: wrap; } .group .status, .runs .status { flex-basis: 100%; text-align: left; }
  .claims tr .number { width: auto; text-align: left; } .claims .number::before { content: attr(data-label) " "; color: var(--muted); font-weight: 400; }
}
@media (max-width: 860px) { .claims .picture, .claims th:nth-child(3) { display: none; } }
@media print {
  html { font-size: 12px; } p, .markdown ul, .markdown ol { max-width: none; } .claims .picture, .claims th:nth-child(3) { display: none; }
  @page { margin: 16mm 14mm; }
  nav, .skip { display: none; } .page { display: block; } main { border: 0; padding: 0; } body { font-size: 1rem; }
  .chart img, .chart.drawn img { display: block; } .chart img ~ .plot { display: none; }
  tr, tbody.claim, figure, .chart, .tile, .failure { break-inside: avoid; } .search, .check { display: none; } h2, h3, h4, tbody.heading, thead, .group > summary, .reference { break-after: avoid; }
  .notebook { break-before: page; border: 0; margin-top: 0; } pre.text { max-height: none; white-space: pre-wrap; }
  .wide, .output { overflow: visible; } .verdict, .tile, .settings span { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  a { color: inherit; }
}
`;
