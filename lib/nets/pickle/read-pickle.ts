import { opcodeName } from "./opcodes";
import { isKnownGlobal, reduce, storageOf } from "./rebuild";
import { describeValue, type PickleDictionary, type PickleValue } from "./values";

/** A pickle while it is read. */
interface Machine {
  readonly bytes: Uint8Array;
  at: number;
  readonly stack: PickleValue[];
  /** Heights of the stack at the marks that are open. */
  readonly marks: number[];
  readonly memo: Map<number, PickleValue>;
}

/** The largest pickle that is read: that of a model of 100 layers has half a megabyte. */
export const largestPickle: number = 2 ** 23;

/** The highest stack; PyTorch puts a thousand entries of a dictionary on it at once, with two values each. */
const highestStack = 100_000;

/**
 * Reads a pickle of protocol 2, as PyTorch writes them for dictionaries of tensors. It is a program for a stack
 * machine; of its 68 instructions those are carried out that build such dictionaries, and of its functions only those
 * that describe tensors are known, as words: nothing is ever executed. O(bytes).
 * @throws Error naming the instruction, its place, and what it asked for
 */
export function readPickle(bytes: Uint8Array): PickleValue {
  if (bytes.length > largestPickle) {
    throw new Error(
      `it has ${bytes.length} bytes, more than the ${largestPickle} of a dictionary of tensors`,
    );
  }
  const machine: Machine = { bytes, at: 0, stack: [], marks: [], memo: new Map() };
  for (;;) {
    const begin = machine.at;
    if (begin >= bytes.length) throw new Error("it has no end: it was cut off");
    const code = byte(machine, begin);
    try {
      if (begin === 0 && code !== 0x80) throw new Error("a beginning that is none of a pickle of protocol 2");
      if (code === 0x2e) return stop(machine);
      const instruction = instructions.get(code);
      if (!instruction) throw new Error("an instruction that no tensor needs");
      instruction(machine);
      if (machine.stack.length > highestStack) throw new Error(`more than ${highestStack} values at once`);
    } catch (error) {
      const message = `it holds ${(error as Error).message} (opcode ${opcodeName(code)} at byte ${begin})`;
      throw new Error(message, { cause: error });
    }
  }
}

type Instruction = (machine: Machine) => void;

const instructions: ReadonlyMap<number, Instruction> = new Map<number, Instruction>(
  Object.entries({
    "\x80": (machine: Machine) => {
      const protocol = byte(machine);
      if (protocol !== 2) throw new Error(`protocol ${protocol}, where 2 can be read`);
    },
    "}": (machine) => push(machine, { kind: "dictionary", ordered: false, entries: new Map() }),
    ")": (machine) => push(machine, tuple([])),
    "(": (machine) => machine.marks.push(machine.stack.length),
    N: (machine) => push(machine, null),
    "\x88": (machine) => push(machine, true),
    "\x89": (machine) => push(machine, false),
    K: (machine) => push(machine, byte(machine)),
    M: (machine) => push(machine, take(machine, 2).getUint16(0, true)),
    J: (machine) => push(machine, take(machine, 4).getInt32(0, true)),
    "\x8a": (machine) => push(machine, longNumber(machine)),
    X: (machine) => push(machine, text(machine, take(machine, 4).getUint32(0, true))),
    c: (machine) => {
      const name = `${line(machine)}.${line(machine)}`;
      if (!isKnownGlobal(name)) throw new Error(`the global ${JSON.stringify(name)}, which is no tensor's`);
      push(machine, { kind: "global", name });
    },
    q: (machine) => machine.memo.set(byte(machine), top(machine)),
    r: (machine) => machine.memo.set(take(machine, 4).getUint32(0, true), top(machine)),
    h: (machine) => push(machine, recall(machine, byte(machine))),
    j: (machine) => push(machine, recall(machine, take(machine, 4).getUint32(0, true))),
    t: (machine) => push(machine, tuple(popToMark(machine))),
    "\x85": (machine) => push(machine, tuple(popSome(machine, 1))),
    "\x86": (machine) => push(machine, tuple(popSome(machine, 2))),
    "\x87": (machine) => push(machine, tuple(popSome(machine, 3))),
    Q: (machine) => push(machine, storageOf(pop(machine))),
    R: (machine) => {
      const [called, given] = popSome(machine, 2);
      push(machine, reduce(called!, given!));
    },
    s: (machine) => {
      const pair = popSome(machine, 2);
      setItems(topDictionary(machine), pair);
    },
    u: (machine) => {
      const pairs = popToMark(machine);
      setItems(topDictionary(machine), pairs);
    },
    b: (machine) => checkAttributes(pop(machine), topDictionary(machine)),
  } satisfies Record<string, Instruction>).map(([code, instruction]) => [code.charCodeAt(0), instruction]),
);

function stop({ at, bytes, stack, marks }: Machine): PickleValue {
  if (stack.length !== 1 || marks.length > 0) throw new Error(`${stack.length} values at its end, not one`);
  if (at !== bytes.length) throw new Error(`${bytes.length - at} bytes after its end`);
  return stack[0]!;
}

function setItems(dictionary: PickleDictionary, pairs: readonly PickleValue[]): void {
  if (pairs.length % 2 !== 0) throw new Error("a key without a value");
  for (let at = 0; at < pairs.length; at += 2) {
    const key = pairs[at]!;
    if (typeof key !== "string") throw new Error(`the key ${describeValue(key)}, which is no text`);
    if (dictionary.entries.has(key)) throw new Error(`the key ${JSON.stringify(key)} twice`);
    dictionary.entries.set(key, pairs[at + 1]!);
  }
}

/** `state_dict()` gives its dictionary one attribute, the versions of the modules, which are of no use here. */
function checkAttributes(state: PickleValue, dictionary: PickleDictionary): void {
  const keys = typeof state === "object" && state?.kind === "dictionary" ? [...state.entries.keys()] : [];
  if (!dictionary.ordered || keys.length !== 1 || keys[0] !== "_metadata") {
    throw new Error(`attributes of ${describeValue(dictionary)} other than _metadata`);
  }
}

function push({ stack }: Machine, value: PickleValue): void {
  stack.push(value);
}

function pop(machine: Machine): PickleValue {
  return popSome(machine, 1)[0]!;
}

/** The topmost values above the last mark, the topmost last. */
function popSome({ stack, marks }: Machine, count: number): PickleValue[] {
  if (stack.length - count < (marks.at(-1) ?? 0)) throw new Error("an instruction that lacks its values");
  return stack.splice(stack.length - count);
}

function popToMark({ stack, marks }: Machine): PickleValue[] {
  const mark = marks.pop();
  if (mark === undefined) throw new Error("an instruction that lacks its mark");
  return stack.splice(mark);
}

function top({ stack, marks }: Machine): PickleValue {
  if (stack.length <= (marks.at(-1) ?? 0)) throw new Error("an instruction that lacks its values");
  return stack.at(-1)!;
}

function topDictionary(machine: Machine): PickleDictionary {
  const value = top(machine);
  if (typeof value !== "object" || value?.kind !== "dictionary") {
    throw new Error(`${describeValue(value)} where a dictionary has to be`);
  }
  return value;
}

function recall({ memo }: Machine, index: number): PickleValue {
  const value = memo.get(index);
  if (value === undefined) throw new Error(`what nobody has put into memo ${index}`);
  return value;
}

function byte(machine: Machine, at = machine.at): number {
  if (at >= machine.bytes.length) throw new Error("an instruction without its end");
  machine.at = at + 1;
  return machine.bytes[at]!;
}

function take(machine: Machine, count: number): DataView {
  const { bytes, at } = machine;
  if (count > bytes.length - at) throw new Error("an instruction without its end");
  machine.at = at + count;
  return new DataView(bytes.buffer, bytes.byteOffset + at, count);
}

/** Whole numbers of up to eight bytes, two's complement. */
function longNumber(machine: Machine): number {
  const count = byte(machine);
  if (count > 8) throw new Error(`a whole number of ${count} bytes`);
  const view = take(machine, count);
  let bits = 0n;
  for (let at = 0; at < count; at++) bits |= BigInt(view.getUint8(at)) << BigInt(8 * at);
  const value = Number(BigInt.asIntN(8 * count, bits));
  if (!Number.isSafeInteger(value)) throw new Error("a whole number beyond 2^53");
  return value;
}

function text(machine: Machine, length: number): string {
  const { buffer, byteOffset } = take(machine, length);
  return decode(new Uint8Array(buffer, byteOffset, length));
}

/** The rest of a line, of 255 bytes at most. */
function line(machine: Machine): string {
  const { bytes, at } = machine;
  const end = bytes.subarray(at, at + 256).indexOf(0x0a);
  if (end < 0) throw new Error("a name without an end");
  machine.at = at + end + 1;
  return decode(bytes.subarray(at, at + end));
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw new Error("a text that is no UTF-8", { cause: error });
  }
}

function tuple(items: readonly PickleValue[]): PickleValue {
  return { kind: "tuple", items };
}
