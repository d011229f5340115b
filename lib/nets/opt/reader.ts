import type { Tensor } from "@tensorflow/tfjs-node";
import { engine } from "../engine";
import { loadParameters } from "../load-parameters";
import type { Parameters } from "../parameters";
import type { NextTokenScores, TokenReader } from "../token-reader";
import { cachedAttention } from "./cached-attention";
import type { OptConfiguration } from "./configuration";
import { embedAt, wordsName } from "./embedding";
import { createKeyValueCache, type KeyValueCache } from "./key-value-cache";
import { optLayers } from "./layers";
import { packParameters } from "./packed-parameters";
import { scoresOf } from "./scores";
import { createSlotPlan, type SlotPlan } from "./slots";

/** The keys and values of every layer, and where in them what was read stands. */
interface Memory {
  readonly plan: SlotPlan;
  readonly texts: number;
  readonly layers: readonly { readonly keys: KeyValueCache; readonly values: KeyValueCache }[];
  dispose(): void;
}

/** An OPT model that reads texts token by token; its parameters stay in the engine until it is disposed of. */
export function createOptReader(configuration: OptConfiguration, parameters: Parameters): TokenReader {
  const { weights, dispose } = loadParameters(packParameters(configuration, parameters));
  let memory: Memory | undefined;
  let hidden: Tensor | undefined;
  const forget = () => {
    memory?.dispose();
    hidden?.dispose();
    memory = undefined;
    hidden = undefined;
  };
  /** Reads tokens at their positions, and keeps what the next word of each row in `last` is written from. */
  const read = (step: ReadingStep, last: (states: Tensor) => Tensor): NextTokenScores => {
    hidden?.dispose();
    hidden = engine().tidy(() => last(statesAfter(configuration, weights, memory!, step)));
    engine().keep(hidden);
    return scoresOf(hidden, weights[wordsName]!);
  };
  return {
    vocabularySize: configuration.vocabularySize,
    positions: configuration.positions,
    start(prompts, rowsPerGroup, furtherTokens) {
      forget();
      const lengths = prompts.map(({ length }) => length);
      memory = createMemory(
        configuration,
        createSlotPlan(lengths, rowsPerGroup, furtherTokens),
        prompts.length,
      );
      return read(promptStep(configuration, prompts, memory), (states) => lastOfEach(states, prompts.length));
    },
    advance(tokens, parents) {
      if (!memory) throw new Error("a TokenReader has to start with prompts before it can advance");
      const slots = memory.plan.advance(parents);
      const step = {
        ids: tokens,
        positions: memory.plan.positions(),
        slots,
        bias: memory.plan.bias(),
      };
      return read(step, (states) => states);
    },
    dispose() {
      forget();
      dispose();
    },
  };
}

/** Tokens to read: as many of each text, text by text. */
interface ReadingStep {
  readonly ids: Int32Array;
  readonly positions: Int32Array;
  readonly slots: Int32Array;
  readonly bias: Float32Array;
}

function createMemory(
  { layers, heads, hiddenSize }: OptConfiguration,
  plan: SlotPlan,
  texts: number,
): Memory {
  const table = () => createKeyValueCache(texts * heads, plan.slots, hiddenSize / heads);
  const pairs = Array.from({ length: layers }, () => ({ keys: table(), values: table() }));
  return {
    plan,
    texts,
    layers: pairs,
    dispose() {
      for (const { keys, values } of pairs) {
        keys.dispose();
        values.dispose();
      }
    },
  };
}

/** All tokens of all prompts, ended flush right; what stands before a shorter one is seen by nobody. */
function promptStep(
  { paddingToken }: OptConfiguration,
  prompts: readonly Int32Array[],
  { plan }: Memory,
): ReadingStep {
  const longest = Math.max(...prompts.map(({ length }) => length));
  const ids = new Int32Array(prompts.length * longest).fill(paddingToken);
  const positions = new Int32Array(ids.length).fill(-1);
  prompts.forEach((prompt, text) => {
    const start = (text + 1) * longest - prompt.length;
    ids.set(prompt, start);
    for (let token = 0; token < prompt.length; token++) positions[start + token] = token;
  });
  const slots = Int32Array.from(ids, (_, at) => at % longest);
  return { ids, positions, slots, bias: plan.promptBias() };
}

/** What comes out of the layers for every token, [1, tokens, width of the embedding]. */
function statesAfter(
  configuration: OptConfiguration,
  weights: Readonly<Record<string, Tensor>>,
  { plan, texts, layers }: Memory,
  { ids, positions, slots, bias }: ReadingStep,
): Tensor {
  const { tensor1d, tensor4d } = engine();
  const { heads } = configuration;
  const places = tensor1d(placesOf(slots, texts, heads, plan.slots), "int32");
  const look = tensor4d(bias, [texts, 1, ids.length / texts, plan.slots]);
  const attentionOf = (layer: number) =>
    cachedAttention({ ...layers[layer]!, places, bias: look, texts, heads });
  const embedded = embedAt(weights, ids, positions);
  return optLayers(configuration, { attentionOf }).forward(embedded, weights).output;
}

/** Where in tables [texts × heads, slots] the rows' keys and values go, row by row and head by head. */
function placesOf(slots: Int32Array, texts: number, heads: number, slotCount: number): Int32Array {
  const places = new Int32Array(slots.length * heads);
  const each = slots.length / texts;
  slots.forEach((slot, row) => {
    for (let head = 0; head < heads; head++) {
      places[row * heads + head] = (Math.floor(row / each) * heads + head) * slotCount + slot;
    }
  });
  return places;
}

/** The last token of every text: [1, texts, width]. */
function lastOfEach(states: Tensor, texts: number): Tensor {
  const { reshape, slice } = engine();
  const [, tokens, width] = states.shape as [number, number, number];
  const each = tokens / texts;
  const last = slice(reshape(states, [texts, each, width]), [0, each - 1, 0], [texts, 1, width]);
  return reshape(last, [1, texts, width]);
}
