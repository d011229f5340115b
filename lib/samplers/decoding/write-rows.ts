import type { Gradual } from "../../fitters/family";
import type { NextTokenScores } from "../../nets/token-reader";
import { type Batch, explain } from "./batch";
import { ContextRules } from "./context-rules";
import { GreedyChooser } from "./greedy";
import { RowSampler } from "./sampler";
import { StepScores } from "./step-scores";
import { Texts } from "./texts";

/** Chooses what each row writes next. */
interface Chooser {
  /** Begins a step in which the rules, unless they penalise, exclude at most `excluded` tokens of each row. */
  begin(scores: NextTokenScores, excluded: number): void;
  /** The token for a row, after the rules read its text; −1 where there is none. */
  choose(row: number): number;
}

/** Continues every prompt by itself, greedily or by draws. */
export function* writeRows(batch: Batch): Gradual<Int32Array[]> {
  const { reader, plan, prompts } = batch;
  const rules = new ContextRules(plan, reader.vocabularySize);
  const chooser = chooserFor(batch, rules);
  const texts = new Texts(prompts, 1, plan.maximumNewTokens);
  const lengths = new Int32Array(texts.rows).fill(-1);
  const next = new Int32Array(texts.rows);
  let scores = reader.start(prompts, 1, plan.maximumNewTokens - 1);
  for (let written = 0; ; ) {
    chooser.begin(scores, texts.mostExcluded(rules, written));
    let running = 0;
    for (let row = 0; row < texts.rows; row++) {
      // Rows that have ended read on, whatever it is, beside those that have not.
      if (lengths[row]! >= 0) continue;
      if (rules.active) texts.readBy(rules, row, written);
      const token = chooser.choose(row);
      if (token < 0) throw explain(batch, row, scores, row, written);
      next[row] = token;
      texts.write(row, written, token);
      if (token === plan.endToken || written + 1 === plan.maximumNewTokens) lengths[row] = written + 1;
      else running++;
    }
    yield batch.stepAfter(++written);
    if (running === 0) break;
    scores = reader.advance(next);
  }
  return prompts.map((_, row) => texts.newTokens(row, lengths[row]!));
}

function chooserFor({ reader, plan, randoms }: Batch, rules: ContextRules): Chooser {
  const size = reader.vocabularySize;
  if (plan.method === "greedy") return new GreedyChooser(rules, size);
  const sampler = new RowSampler(plan, rules, size);
  let step: StepScores;
  return {
    begin(scores) {
      step = new StepScores(scores, plan.temperature);
    },
    choose: (row) => sampler.draw(step, row, randoms[row]!),
  };
}
