import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { memorySource } from "../../../lib/nets/byte-source";
import { largestPickle, readPickle } from "../../../lib/nets/pickle/read-pickle";
import { isKnownGlobal } from "../../../lib/nets/pickle/rebuild";
import type { PickleDictionary, PickleValue } from "../../../lib/nets/pickle/values";
import { readEntry, readZip } from "../../../lib/nets/pickle/zip";
import { goldenPath } from "../../fitters/files/opt-goldens";
import { assemble, dictionaryOf, numberOf, type Program, storage, tensor, textOf, tuple } from "./programs";

const entriesOf = (value: PickleValue) => Object.fromEntries((value as PickleDictionary).entries);

describe("a pickle of tensors", () => {
  test("is read", () => {
    expect(entriesOf(readPickle(dictionaryOf(tensor())))).toEqual({
      a: {
        kind: "tensor",
        type: "F32",
        offset: 0,
        shape: [2, 3],
        strides: [3, 1],
        storage: { kind: "storage", key: "0", type: "F32", length: 6 },
      },
    });
  });

  test("may hold whole numbers of any width", () => {
    const numbers: readonly (readonly [Program, number])[] = [
      ["K\xff", 255],
      ["M\xff\xfe", 65279],
      ["J\xff\xff\xff\xff", -1],
      ["\x8a\x00", 0],
      ["\x8a\x01\x80", -128],
      ["\x8a\x05\x00\x00\x00\x00\x01", 2 ** 32],
      ["\x8a\x08\x00\x00\x00\x00\x00\x00\x10\x00", 2 ** 52],
    ];
    for (const [program, number] of numbers) {
      expect(entriesOf(readPickle(dictionaryOf(program)))).toEqual({ a: number });
    }
  });

  test("may name the versions of modules, which are forgotten", () => {
    const metadata = ["}", textOf("_metadata"), "}s"];
    const program = assemble("\x80\x02ccollections\nOrderedDict\n)R", metadata, "b.");
    expect(readPickle(program)).toEqual({ kind: "dictionary", ordered: true, entries: new Map() });
  });
});

const from = (program: Program) => dictionaryOf(program);
const name = (module: string, what: string) => `c${module}\n${what}\n`;

describe("a pickle is refused that", () => {
  test.each<[string, Uint8Array, string]>([
    ["calls the shell", from([name("os", "system"), "(", textOf("rm -rf /"), "tR"]), 'the global "os.system", which is no tensor\'s (opcode GLOBAL at byte 9)'],
    ["evaluates", from([name("builtins", "eval"), "(", textOf("1"), "tR"]), 'the global "builtins.eval", which is no tensor\'s (opcode GLOBAL at byte 9)'],
    ["names what JavaScript knows", from(name("toString", "")), 'the global "toString.", which is no tensor\'s (opcode GLOBAL at byte 9)'],
    ["names a constructor", from(name("constructor", "constructor")), 'the global "constructor.constructor", which is no tensor\'s (opcode GLOBAL at byte 9)'],
    ["hides a line in a name", from(name("torch", "Float\u0000Storage")), 'the global "torch.Float\\u0000Storage", which is no tensor\'s (opcode GLOBAL at byte 9)'],
    ["loads another pickle", from([name("torch.storage", "_load_from_bytes"), "(tR"]), 'the global "torch.storage._load_from_bytes", which is no tensor\'s (opcode GLOBAL at byte 9)'],
    ["makes an instance", from("(ios\nsystem\n"), "an instruction that no tensor needs (opcode INST at byte 10)"],
    ["makes an object", from([name("torch", "FloatStorage"), ")\x81"]), "an instruction that no tensor needs (opcode NEWOBJ at byte 30)"],
    ["makes an object of the oldest kind", from(["(", name("torch", "FloatStorage"), "o"]), "an instruction that no tensor needs (opcode OBJ at byte 30)"],
    ["names an extension", from("\x82\x01"), "an instruction that no tensor needs (opcode EXT1 at byte 9)"],
    ["names a global by texts", from([textOf("os"), textOf("system"), "\x93"]), "an instruction that no tensor needs (opcode STACK_GLOBAL at byte 27)"],
    ["has a persistent id of text", from("P0\n"), "an instruction that no tensor needs (opcode PERSID at byte 9)"],
    ["has an unknown instruction", from("\xff"), "an instruction that no tensor needs (opcode 0xff at byte 9)"],
    ["drops values", from("N0"), "an instruction that no tensor needs (opcode POP at byte 10)"],
    ["has a persistent id of another kind", from(["(", textOf("module"), textOf("x"), "tQ"]), "a persistent id that is no storage of float32, float16 or bfloat16 (opcode BINPERSID at byte 28)"],
    ["has a persistent id that is no tuple", from("NQ"), "a persistent id that is no storage of float32, float16 or bfloat16 (opcode BINPERSID at byte 10)"],
    ["holds numbers of another type", from(storage({ type: "torch\nLongStorage" })), 'the global "torch.LongStorage", which is no tensor\'s (opcode GLOBAL at byte 22)'],
    ["has a storage of a type that is none of storages", from(storage({ type: "torch\nfloat32" })), "a persistent id that is no storage of float32, float16 or bfloat16 (opcode BINPERSID at byte 57)"],
    ["has a storage of negative length", from(storage({ length: -1 })), "a persistent id that is no storage of float32, float16 or bfloat16 (opcode BINPERSID at byte 62)"],
    ["calls a class of storages", from([name("torch", "FloatStorage"), ")R"]), "a call of torch.FloatStorage with a tuple (opcode REDUCE at byte 30)"],
    ["calls a number", from("K\x01)R"), "a call of 1 with a tuple (opcode REDUCE at byte 12)"],
    ["calls with something else than a tuple", from([name("collections", "OrderedDict"), "NR"]), "a call of collections.OrderedDict with None (opcode REDUCE at byte 35)"],
    ["fills an OrderedDict when it makes it", from([name("collections", "OrderedDict"), "(NtR"]), "an OrderedDict that is made of something (opcode REDUCE at byte 37)"],
    ["gives attributes to a dictionary", assemble("\x80\x02}}", textOf("_metadata"), "}sb."), "attributes of a dictionary other than _metadata (opcode BUILD at byte 20)"],
    ["gives attributes to a tensor", from([tensor(), "}b"]), "a tensor where a dictionary has to be (opcode BUILD at byte 157)"],
    ["gives other attributes", from([name("collections", "OrderedDict"), ")R}", textOf("__class__"), "Nsb"]), "attributes of a dictionary other than _metadata (opcode BUILD at byte 53)"],
    ["gives attributes that are no dictionary", from([name("collections", "OrderedDict"), ")RNb"]), "attributes of a dictionary other than _metadata (opcode BUILD at byte 37)"],
    ["has a key that is no text", dictionaryOf("N", "K\x01"), "the key 1, which is no text (opcode SETITEM at byte 6)"],
    ["has a key twice", assemble("\x80\x02}(", textOf("a"), "N", textOf("a"), "Nu."), 'the key "a" twice (opcode SETITEMS at byte 18)'],
    ["has a key without a value", assemble("\x80\x02}(", textOf("a"), "u."), "a key without a value (opcode SETITEMS at byte 10)"],
    ["puts an entry into nothing", assemble("\x80\x02N", textOf("a"), "Ns."), "None where a dictionary has to be (opcode SETITEM at byte 10)"],
    ["takes a value that is not there", assemble("\x80\x02Q."), "an instruction that lacks its values (opcode BINPERSID at byte 2)"],
    ["takes a value from below a mark", assemble("\x80\x02N(\x85."), "an instruction that lacks its values (opcode TUPLE1 at byte 4)"],
    ["remembers a value that is not there", assemble("\x80\x02q\x01."), "an instruction that lacks its values (opcode BINPUT at byte 2)"],
    ["has no mark", assemble("\x80\x02Nt."), "an instruction that lacks its mark (opcode TUPLE at byte 3)"],
    ["recalls what was never remembered", assemble("\x80\x02h\x07."), "what nobody has put into memo 7 (opcode BINGET at byte 2)"],
    ["leaves two values", assemble("\x80\x02NN."), "2 values at its end, not one (opcode STOP at byte 4)"],
    ["leaves no value", assemble("\x80\x02."), "0 values at its end, not one (opcode STOP at byte 2)"],
    ["leaves a mark", assemble("\x80\x02N(."), "1 values at its end, not one (opcode STOP at byte 4)"],
    ["goes on after its end", assemble("\x80\x02N.N"), "1 bytes after its end (opcode STOP at byte 3)"],
    ["has another protocol", assemble("\x80\x04N."), "protocol 4, where 2 can be read (opcode PROTO at byte 0)"],
    ["has no protocol", assemble("N."), "a beginning that is none of a pickle of protocol 2 (opcode NONE at byte 0)"],
    ["ends in the middle of a text", assemble("\x80\x02X\x09\x00\x00\x00a"), "an instruction without its end (opcode BINUNICODE at byte 2)"],
    ["claims a text of 4 GB", assemble("\x80\x02X\xff\xff\xff\xff."), "an instruction without its end (opcode BINUNICODE at byte 2)"],
    ["has a name without an end", assemble("\x80\x02c", "x".repeat(300), "\ny\n."), "a name without an end (opcode GLOBAL at byte 2)"],
    ["has a text that is none", assemble("\x80\x02X\x01\x00\x00\x00\xff."), "a text that is no UTF-8 (opcode BINUNICODE at byte 2)"],
    ["has a number of nine bytes", assemble("\x80\x02\x8a\x09123456789."), "a whole number of 9 bytes (opcode LONG1 at byte 2)"],
    ["has a number that is not exact", assemble("\x80\x02\x8a\x08\x01\x00\x00\x00\x00\x00\x20\x00."), "a whole number beyond 2^53 (opcode LONG1 at byte 2)"],
    ["holds a tensor beyond its storage", from(tensor({ offset: 1 })), "a tensor of shape [2,3] beyond its storage of 6 numbers (opcode REDUCE at byte 155)"],
    ["holds a tensor that jumps beyond it", from(tensor({ strides: tuple(4, 1) })), "a tensor of shape [2,3] beyond its storage of 6 numbers (opcode REDUCE at byte 155)"],
    ["holds more numbers than there are", from(tensor({ shape: tuple(2 ** 30, 2 ** 30), strides: tuple(0, 0) })), "a tensor of shape [1073741824,1073741824] beyond its storage of 6 numbers (opcode REDUCE at byte 155)"],
    ["holds a tensor with too few strides", from(tensor({ strides: tuple(1) })), "a tensor without an offset, a shape and strides of whole numbers (opcode REDUCE at byte 150)"],
    ["holds a tensor with negative strides", from(tensor({ strides: tuple(-3, 1) })), "a tensor without an offset, a shape and strides of whole numbers (opcode REDUCE at byte 155)"],
    ["holds a tensor of nine axes", from(tensor({ shape: tuple(...Array(9).fill(1)), strides: tuple(...Array(9).fill(1)) })), "a tensor without an offset, a shape and strides of whole numbers (opcode REDUCE at byte 225)"],
    ["holds a tensor with a hook", from(tensor({ rest: ["\x89}", textOf("a"), "Ns"] })), "a tensor with hooks (opcode REDUCE at byte 137)"],
    ["holds a tensor with attributes", from(tensor({ rest: ["\x89", "}", "}"] })), "a tensor of 7 parts in place of 6 (opcode REDUCE at byte 130)"],
    ["holds a tensor without a storage", from(tensor({ of: "N" })), "a tensor without a storage (opcode REDUCE at byte 102)"],
    ["holds a tensor of bytes without a type", from(tensor({ of: storage({ type: "torch.storage\nUntypedStorage", length: 24 }) })), "a tensor whose type is not that of its storage (opcode REDUCE at byte 165)"],
    ["makes a parameter of a text", from(["ctorch._utils\n_rebuild_parameter\n(", textOf("a"), "\x88}tR"]), "a parameter that is none of a tensor (opcode REDUCE at byte 52)"],
  ])("%s", (_, program, message) => {
    expect(() => readPickle(program)).toThrow(new Error(`it holds ${message}`));
  }); // biome-ignore format: a table

  test("is cut off, at whatever byte", () => {
    const program = dictionaryOf(tensor());
    for (let length = 0; length < program.length; length++) {
      expect(() => readPickle(program.subarray(0, length))).toThrow(/^it holds |^it has no end: it was cut off$/);
    }
    expect(() => readPickle(assemble("\x80\x02N"))).toThrow(new Error("it has no end: it was cut off"));
  }); // biome-ignore format: one expectation

  test("is too long, or would pile up too much", () => {
    expect(() => readPickle(new Uint8Array(largestPickle + 1))).toThrow(
      new Error(`it has ${largestPickle + 1} bytes, more than the ${largestPickle} of a dictionary of tensors`),
    );
    const pile = assemble("\x80\x02", "N".repeat(200_000), ".");
    expect(() => readPickle(pile)).toThrow(/^it holds more than 100000 values at once \(opcode NONE at byte 100002\)$/);
  }); // biome-ignore format: two expectations

  test("nests a million tuples: a value that is nobody's tensor, found without recursion", () => {
    const nested = readPickle(assemble("\x80\x02N", "\x85".repeat(1_000_000), "."));
    expect(nested).toMatchObject({ kind: "tuple" });
  });

  test("is put into itself: read, and no way to go round in it", () => {
    const circle = readPickle(assemble("\x80\x02}q\x00", textOf("a"), "h\x00s.")) as PickleDictionary;
    expect(circle.entries.get("a")).toBe(circle);
  });
});

test("of all globals eleven are known, none that does anything", () => {
  const known = [
    "collections.OrderedDict",
    "torch._utils._rebuild_tensor_v2",
    "torch._utils._rebuild_tensor_v3",
    "torch._utils._rebuild_parameter",
    "torch.FloatStorage",
    "torch.HalfStorage",
    "torch.BFloat16Storage",
    "torch.storage.UntypedStorage",
    "torch.float32",
    "torch.float16",
    "torch.bfloat16",
  ];
  expect(known.every(isKnownGlobal)).toBe(true);
  const others = ["builtins.getattr", "torch.load", "torch.hub.load", "numpy.core.multiarray._reconstruct", "__proto__", "valueOf"];
  expect(others.some(isKnownGlobal)).toBe(false);
}); // biome-ignore format: two lists

describe("whatever the bytes are, an error or plain values and nothing else", () => {
  const outcome = (bytes: Uint8Array) => {
    try {
      readPickle(bytes);
    } catch (error) {
      expect(error).toBeInstanceOf(Error);
      expect((error as Error).message).toMatch(/^it (holds|has) /);
    }
  };

  const parts = [
    "\x80\x02",
    "}",
    ")",
    "(",
    "N",
    "\x88",
    "K\x01",
    "q\x00",
    "h\x00",
    "t",
    "\x85",
    "\x86",
    "\x87",
    "Q",
    "R",
    "s",
    "u",
    "b",
    ".",
  ];
  const instruction = fc.oneof(
    fc.constantFrom<Program[]>(...parts, textOf("storage"), textOf("a"), numberOf(6), storage(), tensor(), tuple(2, 3)),
    fc.constantFrom("torch\nFloatStorage", "collections\nOrderedDict", "torch._utils\n_rebuild_tensor_v2").map((global) => `c${global}\n`),
  ); // biome-ignore format: a list

  test("streams of instructions", () => {
    fc.assert(
      fc.property(fc.array(instruction, { maxLength: 40 }), (program) => outcome(assemble("\x80\x02", ...program, "."))),
      { numRuns: 1000 },
    );
  }); // biome-ignore format: one property

  test("bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => outcome(assemble("\x80\x02", bytes))),
      { numRuns: 1000 },
    );
  });

  test("PyTorch's own with bytes changed", async () => {
    const source = memorySource(readFileSync(goldenPath("views/views.bin")));
    const pickle = await readEntry(source, (await readZip(source)).get("views/data.pkl")!);
    const changes = fc.array(fc.tuple(fc.nat(pickle.length - 1), fc.nat(255)), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(changes, (list) => {
        const bytes = pickle.slice();
        for (const [at, value] of list) bytes[at] = value;
        outcome(bytes);
      }),
      { numRuns: 1000 },
    );
  });
});
