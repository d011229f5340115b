import type { NumberType } from "../safetensors/numbers";

/** What a pickle of tensors can hold: nothing that could be called or run. */
export type PickleValue =
  | null
  | boolean
  | number
  | string
  | PickleTuple
  | PickleDictionary
  | PickleGlobal
  | PickleStorage
  | PickledTensor;

export interface PickleTuple {
  readonly kind: "tuple";
  readonly items: readonly PickleValue[];
}

/** A dictionary, whose keys are texts. */
export interface PickleDictionary {
  readonly kind: "dictionary";
  /** Whether it keeps the order of its entries in Python, too: those alone may have attributes. */
  readonly ordered: boolean;
  readonly entries: Map<string, PickleValue>;
}

/** The name of something in Python, such as `torch._utils._rebuild_tensor_v2`; one of the few that are known. */
export interface PickleGlobal {
  readonly kind: "global";
  readonly name: string;
}

/** Numbers in a row, in a file of their own beside the pickle. */
export interface PickleStorage {
  readonly kind: "storage";
  readonly key: string;
  /** Absent for bytes, whose type each tensor states. */
  readonly type: NumberType | undefined;
  /** Numbers in it, or bytes. */
  readonly length: number;
}

/** A tensor: entry (i, j, …) is number `offset + i · strides[0] + j · strides[1] + …` of its storage. */
export interface PickledTensor {
  readonly kind: "tensor";
  readonly storage: PickleStorage;
  readonly type: NumberType;
  readonly offset: number;
  readonly shape: readonly number[];
  readonly strides: readonly number[];
}

/** What a value is, for messages. */
export function describeValue(value: PickleValue): string {
  if (value === null) return "None";
  if (typeof value === "string") return "a text";
  if (typeof value !== "object") return String(value);
  return value.kind === "global" ? value.name : `a ${value.kind}`;
}
