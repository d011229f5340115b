import { checkWholeNumber } from "../../fitters/checks";
import type { DecodingMethod, DecodingPlan, DecodingSettings } from "./settings";

/** What makes a method draw. */
const drawing = ["temperature", "topK", "topP", "typicalP"] as const;

/**
 * Checks settings as far as that can be done without a model, and completes them.
 * @throws RangeError or TypeError in the name of `caller`, naming the setting, the need and what came
 */
export function planDecoding(caller: string, settings: DecodingSettings): DecodingPlan {
  if (settings === null || typeof settings !== "object") {
    throw new TypeError(`${caller} needs settings such as { maximumNewTokens: 64 }, got ${String(settings)}`);
  }
  const method = methodOf(caller, settings);
  const plan = {
    method,
    maximumNewTokens: settings.maximumNewTokens,
    minimumNewTokens: settings.minimumNewTokens ?? 0,
    repetitionPenalty: settings.repetitionPenalty ?? 1,
    noRepeatNgram: settings.noRepeatNgram ?? 0,
    suppressedTokens: Array.from(settings.suppressedTokens ?? []),
    temperature: settings.temperature ?? 1,
    topK: settings.topK ?? Infinity,
    topP: settings.topP ?? 1,
    typicalP: settings.typicalP ?? 1,
    beams: settings.beams ?? 1,
    lengthPenalty: settings.lengthPenalty ?? 1,
    earlyStopping: settings.earlyStopping ?? false,
    endToken: settings.endToken ?? -1,
    promptsPerBatch: settings.promptsPerBatch ?? (method === "beam search" ? 32 : 128),
  };
  checkLengths(caller, plan, settings);
  checkScores(caller, plan);
  checkSearch(caller, plan);
  return plan;
}

function methodOf(caller: string, settings: DecodingSettings): DecodingMethod {
  const { beams = 1 } = settings;
  checkWholeNumber(caller, "beams", beams, 1);
  const given = drawing.filter((name) => settings[name] !== undefined);
  if (beams === 1) return given.length > 0 ? "sampling" : "greedy";
  if (given.length === 0) return "beam search";
  throw new RangeError(
    `${caller} needs either beams above 1, which search and draw nothing, or ${given.join(" and ")}, got both: ` +
      `leave out ${given.join(" and ")}, or set beams to 1`,
  );
}

function checkLengths(caller: string, plan: DecodingPlan, settings: DecodingSettings): void {
  checkWholeNumber(caller, "maximumNewTokens", plan.maximumNewTokens, 1);
  checkWholeNumber(caller, "minimumNewTokens", plan.minimumNewTokens, 0);
  checkWholeNumber(caller, "noRepeatNgram", plan.noRepeatNgram, 0);
  checkWholeNumber(caller, "promptsPerBatch", plan.promptsPerBatch, 1);
  if (settings.topK !== undefined) checkWholeNumber(caller, "topK", plan.topK, 1);
  if (settings.endToken !== undefined) checkWholeNumber(caller, "endToken", plan.endToken, 0);
  if (plan.minimumNewTokens > plan.maximumNewTokens) {
    throw new RangeError(
      `${caller} needs minimumNewTokens to be at most maximumNewTokens (${plan.maximumNewTokens}), ` +
        `got ${plan.minimumNewTokens}`,
    );
  }
}

function checkScores(caller: string, plan: DecodingPlan): void {
  for (const name of ["repetitionPenalty", "temperature"] as const) {
    if (Number.isFinite(plan[name]) && plan[name] > 0) continue;
    const remedy =
      name === "temperature" ? ". For the most probable token every time leave it out" : "; 1 is none";
    throw new RangeError(`${caller} needs ${name} to be a finite number above 0, got ${plan[name]}${remedy}`);
  }
  for (const name of ["topP", "typicalP"] as const) {
    if (plan[name] > 0 && plan[name] <= 1) continue;
    throw new RangeError(`${caller} needs ${name} to be a probability in (0, 1], got ${plan[name]}`);
  }
}

function checkSearch(caller: string, { lengthPenalty, earlyStopping }: DecodingPlan): void {
  if (!Number.isFinite(lengthPenalty)) {
    throw new RangeError(`${caller} needs lengthPenalty to be a finite number, got ${lengthPenalty}`);
  }
  if (![true, false, "never"].includes(earlyStopping)) {
    throw new RangeError(
      `${caller} needs earlyStopping to be true, false or "never", got ${JSON.stringify(earlyStopping)}`,
    );
  }
}
