import type { Tensor } from "@tensorflow/tfjs-node";
import { engine } from "../engine";
import type { Layer, Tensors } from "../layers/layer";
import { loadParameters } from "../load-parameters";
import type { Parameters } from "../parameters";
import type { NextTokenScores, TokenReader } from "../token-reader";
import { type CachedStep, cachedAttention, promptAttention } from "./cached-attention";
import { type OptConfiguration, positionOffset } from "./configuration";
import { embedAt, wordsName } from "./embedding";
import { optLayers } from "./layers";
import { createMemory, type Memory } from "./memory";
import { packParameters } from "./packed-parameters";
import { scoresOf } from "./scores";
import { attentionBias, positionRows, type TokenBatch } from "./tokens";

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
  /** Keeps what the next word of every row is written from. */
  const keepStates = (states: () => Tensor): NextTokenScores => {
    hidden?.dispose();
    hidden = undefined;
    hidden = engine().keep(engine().tidy(states));
    return scoresOf(hidden, weights[wordsName]!);
  };
  return {
    vocabularySize: configuration.vocabularySize,
    positions: configuration.positions,
    start(prompts, rowsPerGroup, furtherTokens) {
      forget();
      const lengths = prompts.map(({ length }) => length);
      const present = createMemory(configuration, lengths, rowsPerGroup, furtherTokens);
      memory = present;
      return keepStates(() => readPrompts(configuration, weights, present, prompts));
    },
    advance(tokens, parents) {
      if (!memory) throw new Error("a TokenReader has to start with prompts before it can advance");
      const present = memory;
      const slots = present.advance(parents);
      return keepStates(() => readOneMore(configuration, weights, present, tokens, slots));
    },
    dispose() {
      forget();
      dispose();
    },
  };
}

/** Reads prompts, ended flush right, and gives what comes out of the layers for their last tokens: [1, texts, width]. */
function readPrompts(
  configuration: OptConfiguration,
  weights: Tensors,
  memory: Memory,
  prompts: readonly Int32Array[],
): Tensor {
  const { reshape, slice, tensor3d } = engine();
  const { longest } = memory.plan;
  const batch = flushRight(prompts, longest, configuration.paddingToken);
  const slots = Int32Array.from(batch.ids, (_, at) => at % longest);
  const { values, shape } = attentionBias(batch, configuration.heads);
  const bias = tensor3d(values, shape);
  const attend = (step: CachedStep) => promptAttention(step, bias);
  const embedded = embedAt(weights, batch.ids, positionRows(batch));
  const states = throughLayers(configuration, weights, memory, embedded, slots, attend);
  const width = states.shape[2]!;
  const last = slice(
    reshape(states, [prompts.length, longest, width]),
    [0, longest - 1, 0],
    [prompts.length, 1, width],
  );
  return reshape(last, [1, prompts.length, width]);
}

/** Reads one more token of every row: [1, rows, width]. */
function readOneMore(
  configuration: OptConfiguration,
  weights: Tensors,
  memory: Memory,
  tokens: Int32Array,
  slots: Int32Array,
): Tensor {
  const { plan, texts } = memory;
  const bias = engine().tensor4d(plan.bias(), [texts, 1, tokens.length / texts, plan.slots()]);
  const rows = plan.positions().map((position) => position + positionOffset);
  const embedded = embedAt(weights, tokens, rows);
  return throughLayers(configuration, weights, memory, embedded, slots, (step) =>
    cachedAttention(step, bias),
  );
}

function throughLayers(
  configuration: OptConfiguration,
  weights: Tensors,
  memory: Memory,
  embedded: Tensor,
  slots: Int32Array,
  attend: (step: CachedStep) => Layer,
): Tensor {
  const places = engine().tensor1d(memory.placesOf(slots), "int32");
  const { texts, layers } = memory;
  const attentionOf = (layer: number) =>
    attend({ ...layers[layer]!, places, texts, heads: configuration.heads });
  return optLayers(configuration, { attentionOf }).forward(embedded, weights).output;
}

/** Prompts as rows of the longest one's length; what stands before a shorter one is seen by nobody. */
function flushRight(prompts: readonly Int32Array[], longest: number, padding: number): TokenBatch {
  const ids = new Int32Array(prompts.length * longest).fill(padding);
  const mask = new Uint8Array(ids.length);
  prompts.forEach((prompt, text) => {
    const start = (text + 1) * longest - prompt.length;
    ids.set(prompt, start);
    mask.fill(1, start, start + prompt.length);
  });
  return { ids, length: longest, mask: mask.includes(0) ? mask : undefined };
}
