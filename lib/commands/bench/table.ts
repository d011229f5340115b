import type { BenchResult } from "./measure";

const peerWidth = 20;

export function tableHeader(nameWidth: number): string {
  return [
    "workload".padEnd(nameWidth),
    "ours".padStart(10),
    "peer's".padStart(10),
    "ratio".padStart(7),
    "",
    "peer (ratio above 1: we are faster)",
  ].join(" ");
}

export function tableRow(result: BenchResult, nameWidth: number): string {
  return [
    result.workload.padEnd(nameWidth),
    formatSeconds(result.seconds).padStart(10),
    (result.peerSeconds === null ? "–" : formatSeconds(result.peerSeconds)).padStart(10),
    (result.ratio === null ? "–" : result.ratio.toPrecision(3)).padStart(7),
    "",
    (result.peer ?? "none").padEnd(peerWidth),
  ]
    .join(" ")
    .trimEnd();
}

function formatSeconds(seconds: number): string {
  return seconds >= 1 ? `${seconds.toFixed(2)} s` : `${(seconds * 1000).toPrecision(3)} ms`;
}
