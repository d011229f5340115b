import { readFileSync } from "node:fs";
import type { OptModel } from "../../../lib/fitters/opt/model";
import type { OptConfiguration } from "../../../lib/nets/opt/configuration";
import type { Parameters } from "../../../lib/nets/parameters";
import { decodeSafetensors } from "../../../lib/nets/safetensors/decode";
import { readGolden } from "../helpers";

/** Texts with what a model makes of them. */
export interface GoldenCase {
  readonly name: string;
  readonly ids: readonly (readonly number[])[];
  readonly mask: readonly (readonly number[])[] | null;
  readonly loss: number;
  readonly lossFromPadding?: number;
}

export interface GoldenStep {
  readonly ids: readonly (readonly number[])[];
  readonly learningRate: number;
  readonly weightDecay: number;
  readonly clippedNorm: number;
  readonly lossAfter: number;
}

export interface GoldenCurve {
  readonly batches: readonly (readonly (readonly number[])[])[];
  readonly accumulation: number;
  readonly weightDecay: number;
  readonly clippedNorm: number;
  readonly learningRate: number;
  readonly warmUpSteps: number;
  readonly steps: number;
  readonly losses: readonly number[];
  readonly learningRates: readonly number[];
  readonly heldOut: readonly (readonly number[])[];
  readonly lossAfter: number;
}

interface GoldenFile {
  readonly models: readonly {
    readonly name: string;
    readonly configuration: OptConfiguration;
    readonly cases: readonly GoldenCase[];
    readonly step: GoldenStep;
    readonly curve: GoldenCurve;
    /** A curve whose every step has the same six texts, in two batches. */
    readonly fit: GoldenCurve;
  }[];
}

/** The models of test/golden/opt.py; `expected` holds what is too long for JSON. */
export const goldenModels = readGolden<GoldenFile>("opt").models.map((golden) => {
  const model: OptModel = {
    configuration: golden.configuration,
    parameters: tensorsOf(`${golden.name}.safetensors`),
  };
  return { ...golden, model, expected: tensorsOf(`${golden.name}.expected.safetensors`) };
});

export type GoldenModel = (typeof goldenModels)[number];

/** What opt-decoding.py had the model of this name write. */
export interface GoldenDecoding {
  readonly prompts: readonly (readonly number[])[];
  readonly endToken: number;
  readonly cases: readonly {
    readonly name: string;
    readonly settings: Readonly<Record<string, number | boolean>>;
    readonly tokens: readonly (readonly number[])[];
  }[];
}

export function goldenDecoding(model: string): GoldenDecoding {
  const { models } = readGolden<{ models: (GoldenDecoding & { name: string })[] }>("opt-decoding");
  return models.find(({ name }) => name === model)!;
}

function tensorsOf(name: string): Parameters {
  return decodeSafetensors(readFileSync(new URL(`../../golden/opt/${name}`, import.meta.url))).parameters;
}

/** Rows of numbers that may be changed, as the functions under test take them. */
export function rowsOf(rows: readonly (readonly number[])[]): number[][] {
  return rows.map((row) => [...row]);
}

/** The mask, where there is one, as an option. */
export function maskOf(mask: readonly (readonly number[])[] | null): { attentionMask?: number[][] } {
  return mask === null ? {} : { attentionMask: rowsOf(mask) };
}

/** The keys' biases: attention does not depend on them, and their gradient is nothing but noise. */
export const isKeyBias = (name: string): boolean => name.endsWith("k_proj.bias");
