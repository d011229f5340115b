import type { TokenBlocks } from "../data/token-blocks";
import { blockAt } from "../data/token-blocks";
import { checkTokenBlocks } from "../fitters/checks";
import type { Family, Gradual, SampleTask } from "../fitters/family";
import { finish } from "../fitters/finish";
import { FitError } from "../fitters/fit-error";
import { fitOptsTogether } from "../fitters/opt/fit";
import type { OptModel } from "../fitters/opt/model";
import { type OptTrainingOptions, planOf } from "../fitters/opt/options";
import { portable } from "../fitters/portable";
import { tensorsReady } from "../nets/ready";
import { planDecoding } from "./decoding/plan";
import { checkedPrompts, checkTokens } from "./decoding/prompts";
import type { DecodingSettings } from "./decoding/settings";
import { generateGradually } from "./generate";

/** A family of language models. */
export interface OptFamilyOptions extends OptTrainingOptions {
  /** What every generation begins with: a model that was trained on other text, or none that learned anything. */
  readonly base: OptModel;
  /** What every generation continues, such as the original training blocks. */
  readonly prompts: TokenBlocks;
  /**
   * How texts are written. Each has as many new tokens as the prompts have: the end token is never written.
   * Default: drawn from the model's own distribution.
   */
  readonly decoding?: Omit<DecodingSettings, "maximumNewTokens" | "minimumNewTokens" | "endToken">;
}

/**
 * The family of OPT models that are trained further on blocks of tokens, each from the same base (not from the
 * generation before), and whose samples are continuations: sample i continues prompt i, from the first again after the
 * last, by a block of the prompts' length, as in Shumailov et al. 2024. Replicates are trained side by side. In a chain
 * with a checkpoint folder a training that was stopped goes on where it was.
 *
 * @throws RangeError for impossible options, and prompts that do not fit the base with as many new tokens; TypeError for
 *   prompts that are no blocks
 */
export function optLanguageModel(options: OptFamilyOptions): Family<TokenBlocks, OptModel> {
  const { base } = options;
  const plan = planOf(caller, options);
  const writing = checkedWriting(options);
  const family: Family<TokenBlocks, OptModel> = {
    name: "OPT language model",
    prepare: tensorsReady,
    fit: (data, random) => finish(fitOptsTogether(base, plan, [{ data, random }]))[0]!,
    fitTogether: (tasks, keeper) => fitOptsTogether(base, plan, tasks, keeper),
    sample: (model, count, random) => finish(continuations(writing, [{ model, count, random }]))[0]!,
    sampleTogether: (tasks) => continuations(writing, tasks),
  };
  return portable(family, caller, options);
}

const caller = "optLanguageModel";

/** What is continued, and how. */
interface Writing {
  readonly prompts: TokenBlocks;
  readonly settings: DecodingSettings;
}

/** Refuses prompts and settings at once, which would be found wrong only after the first training. */
function checkedWriting({ base, prompts, decoding = { temperature: 1 } }: OptFamilyOptions): Writing {
  checkTokenBlocks(caller, "prompts", prompts);
  if (prompts.count === 0) {
    throw new RangeError(
      `${caller} needs prompts, blocks of tokens to continue such as the real data, got none`,
    );
  }
  const { length } = prompts;
  const settings = { ...decoding, maximumNewTokens: length, minimumNewTokens: length };
  const plan = planDecoding(caller, settings);
  checkTokens(caller, plan, base.configuration);
  checkedPrompts(caller, rowsOf(prompts, prompts.count), plan, base.configuration);
  return { prompts, settings };
}

/** The prompts of so many continuations, from the first again after the last. */
function rowsOf(prompts: TokenBlocks, count: number): Int32Array[] {
  return Array.from({ length: count }, (_, row) => blockAt(prompts, row % prompts.count));
}

function* continuations(writing: Writing, tasks: readonly SampleTask<OptModel>[]): Gradual<TokenBlocks[]> {
  const samples: TokenBlocks[] = [];
  for (const [index, task] of tasks.entries()) {
    try {
      samples.push(yield* continueTask(writing, task, { before: index, of: tasks.length }));
    } catch (error) {
      if (tasks.length === 1) throw error;
      throw new FitError((error as Error).message, index, { cause: error });
    }
  }
  return samples;
}

function* continueTask(
  { prompts, settings }: Writing,
  { model, count, random }: SampleTask<OptModel>,
  part: { readonly before: number; readonly of: number },
): Gradual<TokenBlocks> {
  const writing = generateGradually(model, rowsOf(prompts, count), settings, random);
  try {
    for (;;) {
      const { done, value } = writing.next();
      if (done) return joinedBlocks(value, prompts.length);
      yield { ...value, share: (part.before + value.share) / part.of };
    }
  } finally {
    writing.return(undefined as never);
  }
}

function joinedBlocks(texts: readonly Int32Array[], length: number): TokenBlocks {
  const tokens = new Int32Array(texts.length * length);
  texts.forEach((text, index) => {
    tokens.set(text, index * length);
  });
  return { tokens, count: texts.length, length };
}
