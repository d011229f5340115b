import { createHash } from "node:crypto";
import { summarizeVerdicts } from "../../claims/verdicts";
import type { DataNote } from "../execution/collect";
import { shellWord } from "../shell-word";
import { plainText } from "../terminal/plain-text";
import { claimsFile } from "./claims-file";
import type { ReportContents } from "./contents";

/** What a paper has to say for others to get the same numbers, and how they see that they did. */
export interface Statement {
  /** What was run, on what, and what came out. */
  readonly paragraphs: readonly string[];
  /** Runs it again beside this run and compares: nothing is printed when all is equal. */
  readonly verification: string;
}

/** The reproducibility statement of a run. */
export function statementOf(contents: ReportContents): Statement {
  const { command, output } = contents;
  const again = `${command}${command.includes(" -- ") ? "" : " --"} --output again`;
  return {
    paragraphs: [whatRan(contents), whatData(contents), whatHolds(contents), howExact(contents)].map(
      plainText,
    ),
    verification: plainText(`${again} && diff ${shellWord(`${output}/claims.json`)} again/claims.json`),
  };
}

function whatRan({ runs, scale, seed, environment, command }: ReportContents): string {
  const { name, version, commit, digest } = environment.software;
  const revision = commit === undefined ? "" : `commit ${commit}, `;
  const seeds = seed === undefined ? "each with its own seed" : `with seed ${seed}`;
  return (
    `We ran ${listed(runs.map((run) => run.name))} of ${name} ${version} (${revision}library SHA-256 ${digest}) ` +
    `at ${scale} scale ${seeds}, by the command "${command}", on Node ${environment.node} ` +
    `(${environment.platform}); tensors were computed by ${environment.backend}.`
  );
}

function whatData({ runs }: ReportContents): string {
  const notes = new Map(runs.flatMap(({ data }) => data).map((note) => [note.name, note]));
  if (notes.size === 0) return "No data were read: everything is drawn from the seed.";
  return `Data: ${[...notes.values()].map(describe).join("; ")}.`;
}

function describe({ name, source, files = [] }: DataNote): string {
  if (source === "stand-in") return `${name} was replaced by a generated stand-in`;
  const digests = files.map(({ path, sha256 }) => `${path} ${sha256}`);
  return digests.length === 0 ? name : `${name} (SHA-256: ${digests.join(", ")})`;
}

function whatHolds({ runs, scale }: ReportContents): string {
  const claims = runs.flatMap((run) => run.claims);
  const { text } = summarizeVerdicts(claims);
  const elsewhere = claims.filter(
    ({ decidableAt }) => decidableAt !== undefined && !decidableAt.includes(scale),
  ).length;
  const note = elsewhere === 0 ? "" : `; ${elsewhere} of them cannot be decided at ${scale} scale`;
  return `${text}${note}.`;
}

function howExact(contents: ReportContents): string {
  const claims = contents.runs.flatMap((run) => run.claims);
  const rounding = claims.filter(({ amplifiesRounding }) => amplifiesRounding === true).length;
  const digest = createHash("sha256")
    .update(contents.claims ?? claimsFile(contents))
    .digest("hex");
  const limits =
    rounding === 0
      ? ""
      : ` ${rounding} ${rounding === 1 ? "claim comes" : "claims come"} from trained networks, which amplify rounding: ` +
        "on processors that round otherwise their digits differ as those of another seed do.";
  return `Every digit follows from the seed, on any number of workers; claims.json has SHA-256 ${digest}.${limits}`;
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
