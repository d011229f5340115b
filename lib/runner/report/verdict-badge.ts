import type { Verdict } from "../../claims/claim";
import { verdictMarks } from "../terminal/run-lines";

const classes: Readonly<Record<Verdict, string>> = {
  reproduced: "reproduced",
  "not reproduced": "contradicted",
  undecided: "undecided",
};

/** A verdict as mark, word and colour. */
export function verdictBadge(verdict: Verdict): string {
  return `<span class="verdict ${classes[verdict]}"><span aria-hidden="true">${verdictMarks[verdict]}</span> ${verdict}</span>`;
}
