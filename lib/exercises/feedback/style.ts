import { reportStyle } from "../../runner/report/style";

/** The report's look in one column, without its navigation. */
export const feedbackStyle = `${reportStyle}
.tiles { grid-template-columns: repeat(auto-fit, minmax(9.5rem, 14rem)); }
main { max-width: 54rem; margin: 0 auto; border: 0; }
.exercise { border-top: 1px solid var(--line); margin-top: 2.6rem; padding-top: .4rem; }
.exercise > header { display: flex; flex-wrap: wrap; align-items: baseline; justify-content: space-between; gap: .2rem 1rem; }
.exercise > header h2 { margin: 1rem 0 .6rem; font-size: 1.3rem; }
.points { font-variant-numeric: tabular-nums; white-space: nowrap; } td.points, th.points { text-align: right; }
.tests { width: 100%; margin: .6rem 0 1rem; } .tests th:first-child, .tests td:first-child { padding-left: 0; width: 7.2rem; }
.tests .points { padding-right: 0; width: 7rem; }
.tests pre { margin: .3rem 0 0; white-space: pre-wrap; overflow-wrap: anywhere; font: .82rem/1.5 var(--mono); max-height: 16rem; overflow: auto; }
.hint { margin: .3rem 0 0; padding: .1rem .8rem; border-left: 3px solid #cfae55; background: var(--amber-tint); }
.hint p { margin: .4rem 0; }
.answer { border: 1px solid var(--line); border-radius: 8px; padding: .1rem 1rem; margin: .8rem 0; overflow-wrap: anywhere; }
.answer > .label, .code-of > .label { display: block; font-size: .78rem; color: var(--muted); margin: .5rem 0 .2rem; }
.code-of { border: 1px solid var(--line); border-radius: 8px; margin: .8rem 0; padding: 0 0 .2rem; } .code-of > .label { padding: 0 1rem; }
.task summary { cursor: pointer; color: var(--muted); font-size: .84rem; }
.total-row td, .total-row th { font-weight: 600; border-bottom: 0; }
@media print { details.task { display: none; } .code-of pre { white-space: pre-wrap; } .tests tr, .answer { break-inside: avoid; } .verdict { print-color-adjust: exact; } .tests pre { max-height: none; } }
`;
