import { type NumberType, numberBytes } from "../safetensors/numbers";
import {
  describeValue,
  type PickledTensor,
  type PickleGlobal,
  type PickleStorage,
  type PickleTuple,
  type PickleValue,
} from "./values";

/** Storages by the names of their classes; bytes have no type of their own. */
const storages: Readonly<Record<string, NumberType | undefined>> = {
  "torch.FloatStorage": "F32",
  "torch.HalfStorage": "F16",
  "torch.BFloat16Storage": "BF16",
  "torch.storage.UntypedStorage": undefined,
};

const types: Readonly<Record<string, NumberType>> = {
  "torch.float32": "F32",
  "torch.float16": "F16",
  "torch.bfloat16": "BF16",
};

type Rebuild = (items: readonly PickleValue[]) => PickleValue;

/** What may be called: by us, in its own words; nothing of Python's is run. */
const callables: Readonly<Record<string, Rebuild>> = {
  "collections.OrderedDict": (items) => {
    if (items.length > 0) throw new Error("an OrderedDict that is made of something");
    return { kind: "dictionary", ordered: true, entries: new Map() };
  },
  "torch._utils._rebuild_tensor_v2": (items) => {
    if (items.length !== 6) throw new Error(`a tensor of ${items.length} parts in place of 6`);
    return rebuildTensor(items, undefined);
  },
  "torch._utils._rebuild_tensor_v3": (items) => {
    if (items.length !== 7) throw new Error(`a tensor of ${items.length} parts in place of 7`);
    const type = items[6]!;
    if (!isGlobal(type) || !Object.hasOwn(types, type.name)) {
      throw new Error(`a tensor of the type ${describeValue(type)}`);
    }
    return rebuildTensor(items, types[type.name]);
  },
  "torch._utils._rebuild_parameter": (items) => {
    const [data, requiresGradient, hooks] = items;
    const isTensor = typeof data === "object" && data?.kind === "tensor";
    if (items.length !== 3 || !isTensor || typeof requiresGradient !== "boolean" || !isEmpty(hooks!)) {
      throw new Error("a parameter that is none of a tensor");
    }
    return data;
  },
};

/** Whether a global is one of the few that a file of tensors needs. */
export function isKnownGlobal(name: string): boolean {
  return [callables, storages, types].some((known) => Object.hasOwn(known, name));
}

/**
 * What calling a global with these arguments makes.
 * @throws Error saying what was called, without a subject
 */
export function reduce(called: PickleValue, given: PickleValue): PickleValue {
  if (!isGlobal(called) || !Object.hasOwn(callables, called.name) || !isTuple(given)) {
    throw new Error(`a call of ${describeValue(called)} with ${describeValue(given)}`);
  }
  return callables[called.name]!(given.items);
}

/**
 * The storage that a persistent id stands for: ("storage", class, key, device, length).
 * @throws Error saying what it is instead, without a subject
 */
export function storageOf(id: PickleValue): PickleStorage {
  const [tag, type, key, device, length] = isTuple(id) ? id.items : [];
  const isStorage =
    isTuple(id) && id.items.length === 5 && tag === "storage" && typeof device === "string" && isSize(length);
  if (!isStorage || typeof key !== "string" || !isGlobal(type) || !Object.hasOwn(storages, type.name)) {
    throw new Error(`a persistent id that is no storage of float32, float16 or bfloat16`);
  }
  return { kind: "storage", key, type: storages[type.name], length: length as number };
}

/** (storage, offset, shape, strides, whether it needs a gradient, hooks): the last two do not matter. */
function rebuildTensor(items: readonly PickleValue[], ownType: NumberType | undefined): PickledTensor {
  const [storage, offset, shape, strides, requiresGradient, hooks] = items;
  if (typeof storage !== "object" || storage?.kind !== "storage")
    throw new Error("a tensor without a storage");
  const type = storage.type ?? ownType;
  if (type === undefined || (ownType !== undefined && ownType !== type)) {
    throw new Error("a tensor whose type is not that of its storage");
  }
  const isPlaced = isSize(offset) && isSizes(shape) && isSizes(strides);
  if (!isPlaced || shape.items.length !== strides.items.length || shape.items.length > 8) {
    throw new Error("a tensor without an offset, a shape and strides of whole numbers");
  }
  if (typeof requiresGradient !== "boolean" || !isEmpty(hooks!)) throw new Error("a tensor with hooks");
  const tensor = { kind: "tensor", storage, type, offset } as const;
  const sized = {
    ...tensor,
    shape: shape.items as readonly number[],
    strides: strides.items as readonly number[],
  };
  checkReach(sized);
  return sized;
}

/** A tensor lies inside its storage and has no more numbers than it: none is made of one number many times over. */
function checkReach({ storage, type, offset, shape, strides }: PickledTensor): void {
  const held = storage.type === undefined ? Math.floor(storage.length / numberBytes[type]) : storage.length;
  const size = shape.reduce((product, side) => product * side, 1);
  const last = shape.reduce((sum, side, axis) => sum + (side - 1) * strides[axis]!, offset);
  if (size > held || (size > 0 && last >= held) || offset > held) {
    throw new Error(`a tensor of shape [${shape}] beyond its storage of ${held} numbers`);
  }
}

function isGlobal(value: PickleValue | undefined): value is PickleGlobal {
  return typeof value === "object" && value?.kind === "global";
}

function isTuple(value: PickleValue | undefined): value is PickleTuple {
  return typeof value === "object" && value?.kind === "tuple";
}

function isEmpty(value: PickleValue): boolean {
  return typeof value === "object" && value?.kind === "dictionary" && value.entries.size === 0;
}

function isSize(value: PickleValue | undefined): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

function isSizes(value: PickleValue | undefined): value is PickleTuple {
  return isTuple(value) && value.items.every(isSize);
}
