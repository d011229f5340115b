import type { Claim } from "../claims/claim";
import type { NotebookRun } from "./execution/run";
import type { RequestedSettings } from "./parameters/settings";
import { shellWord } from "./shell-word";

/** What of a run's words a single notebook takes along. */
export type RequestedRun = Pick<RequestedSettings, "scale" | "assignments">;

/** The command that runs one notebook again as it was run. */
export function rerunCommand({ name, settings }: NotebookRun, { scale, assignments }: RequestedRun): string {
  const { seed } = settings;
  const own = [...assignments].filter(([setting]) => setting in settings && setting !== "seed");
  const words = [
    name.slice(0, 2),
    ...(scale === "quick" ? [] : ["--scale", scale]),
    ...(seed === undefined ? [] : ["--seed", String(seed)]),
    ...own.flatMap(([setting, value]) => ["--set", `${setting}=${value}`]),
  ];
  return `npm start -- ${words.map(shellWord).join(" ")}`;
}

/** The same for what one claim needs. */
export function claimCommand({ id }: Claim, run: NotebookRun, requested: RequestedRun): string {
  return `${rerunCommand(run, requested)} --only ${shellWord(id)}`;
}
