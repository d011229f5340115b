import type { Gradual } from "../../fitters/family";
import type { NextTokenScores } from "../../nets/token-reader";
import { type Batch, explain } from "./batch";
import { Candidates, mostBest, offerBest, offerRow } from "./candidates";
import { ContextRules } from "./context-rules";
import { FinishedTexts } from "./finished-texts";
import { RunningTexts } from "./running-texts";

/**
 * Continues every prompt by the most probable text that a search over `beams` running texts finds, by the rules of
 * Hugging Face transformers. Each step looks at the 2 × beams best continuations of a prompt's texts. Of those that
 * end, the ones among the `beams` best are finished; of the others the `beams` best run on. At the maximum length all
 * of them end. Nothing is drawn, and no prompt sees another.
 */
export function* searchBeams(batch: Batch): Gradual<Int32Array[]> {
  const { reader, plan, prompts } = batch;
  const search = new BeamSearch(batch);
  let scores = reader.start(prompts, plan.beams, plan.maximumNewTokens - 1);
  for (let written = 0; ; ) {
    const searched = search.extend(scores, written);
    yield batch.stepAfter(++written);
    if (searched === 0) return search.results();
    scores = reader.advance(search.running.lastTokens, search.running.parents);
  }
}

/** Offers the continuations of a running text, of log-probability `sum`; false where scores are not numbers. */
type Offering = (row: number, scoreRow: number, sum: number) => boolean;

/** Working memory of one batch. */
class BeamSearch {
  readonly running: RunningTexts;
  readonly #batch: Batch;
  readonly #rules: ContextRules;
  readonly #candidates: Candidates;
  readonly #finished: FinishedTexts[];
  /** 1 for prompts whose search is over. */
  readonly #over: Uint8Array;

  constructor(batch: Batch) {
    const { plan, prompts, reader } = batch;
    this.#batch = batch;
    this.running = new RunningTexts(prompts, plan.beams, plan.maximumNewTokens);
    this.#rules = new ContextRules(plan, reader.vocabularySize);
    this.#candidates = new Candidates(2 * plan.beams);
    this.#finished = prompts.map(() => new FinishedTexts(plan.beams));
    this.#over = new Uint8Array(prompts.length);
  }

  /** Continues the texts, which have `written` new tokens. Returns for how many prompts there is more to search. */
  extend(scores: NextTokenScores, written: number): number {
    const offer = this.#offering(scores, written);
    let searched = 0;
    for (let group = 0; group < this.#over.length; group++) {
      if (this.#over[group] === 1) {
        this.running.idle(group);
        continue;
      }
      this.#offerGroup(group, scores, written, offer);
      this.#settle(group, written);
      if (this.#canImprove(group, written + 1)) searched++;
      else if (this.#finished[group]!.best) this.#over[group] = 1;
      else throw explain(this.#batch, group, scores, group * this.#rowsOfGroup(written), written);
    }
    this.running.turn();
    return searched;
  }

  results(): Int32Array[] {
    return this.#finished.map((texts) => texts.best!);
  }

  /** How continuations are offered: all of a row, or its best where those suffice. */
  #offering(scores: NextTokenScores, written: number): Offering {
    const [rules, candidates] = [this.#rules, this.#candidates];
    const size = this.#batch.reader.vocabularySize;
    const wanted = candidates.values.length + this.running.texts.mostExcluded(rules, written);
    const count = Math.min(size, wanted);
    if (rules.penalises || count > mostBest) {
      const all = scores.logProbabilities();
      return (row, scoreRow, sum) => offerRow(candidates, row, all, scoreRow * size, size, sum, rules);
    }
    const best = scores.best(count);
    return (row, scoreRow, sum) => offerBest(candidates, row, best, scoreRow * count, count, sum, rules);
  }

  /** A prompt is read once: its texts begin as one. */
  #rowsOfGroup(written: number): number {
    return written === 0 ? 1 : this.#batch.plan.beams;
  }

  #offerGroup(group: number, scores: NextTokenScores, written: number, offer: Offering): void {
    const rows = this.#rowsOfGroup(written);
    this.#candidates.clear();
    for (let beam = 0; beam < rows; beam++) {
      const row = group * this.#batch.plan.beams + beam;
      const sum = this.running.scores[row]!;
      if (sum === -Infinity) continue;
      if (this.#rules.active) this.running.texts.readBy(this.#rules, row, written);
      const scoreRow = group * rows + beam;
      if (!offer(row, scoreRow, sum)) throw explain(this.#batch, group, scores, scoreRow, written);
    }
  }

  /** Finishes the best continuations that end, and lets the best of the others run on. */
  #settle(group: number, written: number): void {
    const { beams, endToken, maximumNewTokens, lengthPenalty } = this.#batch.plan;
    const { count, values, rows, tokens } = this.#candidates;
    const isLast = written + 1 === maximumNewTokens;
    const divisor = Math.fround((written + 1) ** lengthPenalty);
    this.running.idle(group);
    let ahead = 0;
    for (let at = 0; at < count; at++) {
      const token = tokens[at]!;
      if (isLast || token === endToken) {
        if (at >= beams) continue;
        const text = () => this.running.endedBy(token, rows[at]!, written);
        this.#finished[group]!.offer(Math.fround(values[at]! / divisor), text);
      } else if (ahead < beams) {
        this.running.continueAs(group * beams + ahead++, rows[at]!, values[at]!, token, written);
      }
    }
  }

  /** Whether a running text, now of `length` new tokens, may still come before one that is finished. */
  #canImprove(group: number, length: number): boolean {
    const { beams, maximumNewTokens, lengthPenalty, earlyStopping } = this.#batch.plan;
    const finished = this.#finished[group]!;
    if (length === maximumNewTokens || (earlyStopping === true && finished.isFull)) return false;
    const reach = earlyStopping === "never" && lengthPenalty > 0 ? maximumNewTokens : length;
    const best = this.running.nextScores[group * beams]!;
    return Math.fround(best / Math.fround(reach ** lengthPenalty)) > finished.worst;
  }
}
