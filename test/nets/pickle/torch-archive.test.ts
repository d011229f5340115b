import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { memorySource } from "../../../lib/nets/byte-source";
import { readTorchArchive, tensorNumbers } from "../../../lib/nets/pickle/torch-archive";
import { readEntry } from "../../../lib/nets/pickle/zip";
import { digestOf, goldenPath, optGolden } from "../../fitters/files/opt-goldens";
import { archiveOf, dictionaryOf, storage, tensor, textOf, tuple, zipOf } from "./programs";

async function tensorsOf(bytes: Uint8Array) {
  const source = memorySource(bytes);
  const { tensors, storages } = await readTorchArchive(source);
  const found: Record<string, { shape: readonly number[]; values: Float32Array }> = {};
  for (const [name, described] of tensors) {
    const content = await readEntry(source, storages.get(described.storage.key)!);
    found[name] = { shape: described.shape, values: tensorNumbers(described, content) };
  }
  return found;
}

const numbers = (...values: number[]) => new Uint8Array(Float32Array.from(values).buffer);
const six = { 0: numbers(1, 2, 3, 4, 5, 6) };

describe("files that PyTorch wrote", () => {
  test.each(["views", "version-3"])(
    "%s: transposed, cut out, shared, in 16 bits, every number as it is there",
    async (name) => {
      const found = await tensorsOf(readFileSync(goldenPath(`views/${name}.bin`)));
      const digests = Object.entries(found).map(
        ([key, { shape, values }]) => [key, digestOf(shape, values)] as const,
      );
      expect(Object.fromEntries(digests)).toEqual(optGolden.views[name]);
    },
  );

  test("of versions before 1.6 are told apart", async () => {
    await expect(tensorsOf(readFileSync(goldenPath("views/legacy.bin")))).rejects.toThrow(
      new Error("it has the format of PyTorch before 1.6, which is no zip archive"),
    );
  });
});

describe("a file is refused", () => {
  const fine = dictionaryOf(tensor());
  const hidden = { name: "y/data.pkl", content: fine };

  test.each<[string, Uint8Array, string]>([
    ["without a pickle", zipOf([{ name: "x/data/0", content: six[0] }]), "it holds 0 files data.pkl, not one"],
    ["with two pickles", zipOf([{ name: "x/data.pkl", content: fine }, hidden]), "it holds 2 files data.pkl, not one"],
    ["whose numbers are missing", archiveOf(fine, {}), "the numbers of its tensor a, x/data/0, are missing"],
    ["with too few numbers", archiveOf(fine, { 0: numbers(1, 2) }), "its entry x/data/0 has 8 bytes, where its tensors need 24"],
    ["with too many numbers", archiveOf(fine, { 0: numbers(1, 2, 3, 4, 5, 6, 7) }), "its entry x/data/0 has 28 bytes, where its tensors need 24"],
    ["that leads out of itself", archiveOf(dictionaryOf(tensor({ of: storage({ key: "../data.pkl" }) })), six), "the numbers of its tensor a, x/data/../data.pkl, are missing"],
    ["of big-endian numbers", zipOf([{ name: "x/data.pkl", content: fine }, { name: "x/byteorder", content: Buffer.from("big") }]), 'its numbers are in the byte order "big"'],
    ["of numbers in an endless order", zipOf([{ name: "x/data.pkl", content: fine }, { name: "x/byteorder", content: Buffer.alloc(99) }]), "its entry x/byteorder is no order of bytes"],
    ["with a tensor alone", archiveOf(new Uint8Array(Buffer.concat([Buffer.from("\x80\x02", "latin1"), fine.subarray(9, -2), Buffer.from(".")])), six), "in its x/data.pkl, it holds a tensor, no dictionary of tensors"],
    ["with a dictionary in the dictionary", archiveOf(dictionaryOf("}"), six), 'in its x/data.pkl, its entry "a" is a dictionary, no tensor'],
    ["with a text", archiveOf(dictionaryOf(textOf("x")), six), 'in its x/data.pkl, its entry "a" is a text, no tensor'],
    ["that would run something", archiveOf(dictionaryOf("cos\nsystem\n(tR"), six), 'in its x/data.pkl, it holds the global "os.system", which is no tensor\'s (opcode GLOBAL at byte 9)'],
    ["with a huge pickle", archiveOf(new Uint8Array(2 ** 23 + 1), six), "its x/data.pkl has 8388609 bytes, more than 8388608"],
  ])("%s", async (_, bytes, message) => {
    await expect(tensorsOf(bytes)).rejects.toThrow(new Error(message));
  }); // biome-ignore format: a table
});

test("strides are those of any order of axes", () => {
  const shapes = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 });
  const views = shapes.chain((shape) =>
    fc.record({
      shape: fc.constant(shape),
      order: fc.shuffledSubarray([...shape.keys()], { minLength: shape.length }),
    }),
  );
  fc.assert(
    fc.property(views, ({ shape, order }) => {
      // A row-major array with its axes in another order: each number is its place in the storage.
      const size = shape.reduce((product, side) => product * side, 1);
      const own = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, side) => product * side, 1));
      const [sides, strides] = [order.map((axis) => shape[axis]!), order.map((axis) => own[axis]!)];
      const place = { kind: "storage", key: "0", type: "F32", length: size } as const;
      const view = {
        kind: "tensor",
        type: "F32",
        storage: place,
        offset: 0,
        shape: sides,
        strides,
      } as const;
      const values = tensorNumbers(view, numbers(...Array.from({ length: size }, (_, at) => at)));
      let expected: number[] = [0];
      sides.forEach((side, axis) => {
        expected = expected.flatMap((at) => Array.from({ length: side }, (_, i) => at + i * strides[axis]!));
      });
      expect([...values]).toEqual(expected);
    }),
  );
});

describe("whatever its bytes are, a file is refused or holds the same numbers", () => {
  test.each(["views/views.bin", "pickle-half/pytorch_model.bin"])("%s, changed", async (name) => {
    const file = readFileSync(goldenPath(name));
    const original = await tensorsOf(file);
    const change = fc.tuple(fc.nat(file.length - 1), fc.integer({ min: 1, max: 255 }));
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), async (changes) => {
        const bytes = new Uint8Array(file);
        for (const [at, bits] of changes) bytes[at]! ^= bits;
        await refusedOrEqual(bytes, original);
      }),
      { numRuns: 300 },
    );
  });

  test("cut off, at either end", async () => {
    const file = new Uint8Array(readFileSync(goldenPath("views/version-3.bin")));
    for (let length = 0; length < file.length; length++) {
      await expect(tensorsOf(file.subarray(0, length))).rejects.toThrow(/^(it|its|the|entry) /);
      if (length > 0) await expect(tensorsOf(file.subarray(length))).rejects.toThrow(/^(it|its|the|entry) /);
    }
  });

  test("with other shapes and strides in the pickle", async () => {
    const side = fc.integer({ min: -1, max: 7 });
    const sides = fc.array(side, { maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(sides, sides, side, async (shape, strides, offset) => {
        const program = tensor({ shape: tuple(...shape), strides: tuple(...strides), offset });
        try {
          const { a } = await tensorsOf(archiveOf(dictionaryOf(program), six));
          expect(a!.values).toHaveLength(shape.reduce((product, length) => product * length, 1));
          expect([...a!.values].every((value) => [1, 2, 3, 4, 5, 6].includes(value))).toBe(true);
        } catch (error) {
          expect((error as Error).message).toMatch(/^in its x\/data\.pkl, it holds a tensor/);
        }
      }),
      { numRuns: 500 },
    );
  });
});

async function refusedOrEqual(bytes: Uint8Array, original: Awaited<ReturnType<typeof tensorsOf>>) {
  let found: Awaited<ReturnType<typeof tensorsOf>>;
  try {
    found = await tensorsOf(bytes);
  } catch (error) {
    expect((error as Error).message).toMatch(/^(it|its|the|entry|a|bytes|in) /);
    return;
  }
  expect(found).toEqual(original);
}
