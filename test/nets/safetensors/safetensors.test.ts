import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { writeSafetensors } from "../../../lib/nets/files/safetensors";
import { decodeSafetensors } from "../../../lib/nets/safetensors/decode";
import { duplicateKey } from "../../../lib/nets/safetensors/duplicate-key";
import { encodeSafetensors, type NamedTensors } from "../../../lib/nets/safetensors/encode";
import { readGolden } from "../../fitters/helpers";

interface Golden {
  readonly file: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly tensors: Readonly<Record<string, { readonly shape: number[]; readonly bits: number[] }>>;
}

const bitsOf = (values: Float32Array) => [
  ...new Uint32Array(values.buffer, values.byteOffset, values.length),
];
const shapesAndBits = ({ parameters }: NamedTensors) =>
  Object.fromEntries(
    Object.entries(parameters).map(([name, { shape, values }]) => [name, { shape, bits: bitsOf(values) }]),
  );

describe("the reference library's file", () => {
  const golden = readGolden<Golden>("safetensors");
  const bytes = new Uint8Array(Buffer.from(golden.file, "base64"));

  test("is read to the last bit: F32, F16 and BF16, subnormal and infinite numbers too", () => {
    const read = decodeSafetensors(bytes);
    expect(read.metadata).toEqual(golden.metadata);
    const found = shapesAndBits(read);
    expect(Object.keys(found).sort()).toEqual(Object.keys(golden.tensors).sort());
    for (const [name, { shape, bits }] of Object.entries(golden.tensors)) {
      expect(found[name]!.shape, name).toEqual(shape);
      expect(found[name]!.bits.map(canonical), name).toEqual(bits.map(canonical));
    }
  });

  test("is read wherever its bytes lie, and copied", () => {
    const shifted = new Uint8Array(bytes.length + 3).subarray(3);
    shifted.set(bytes);
    const read = decodeSafetensors(shifted);
    shifted.fill(0);
    expect(shapesAndBits(read)).toEqual(shapesAndBits(decodeSafetensors(bytes)));
    expect(shapesAndBits(decodeSafetensors(Buffer.from(golden.file, "base64")))).toEqual(shapesAndBits(read));
  });

  test("cut off anywhere, or with a byte more, is refused", () => {
    for (let length = 0; length < bytes.length; length++) {
      expect(() => decodeSafetensors(bytes.subarray(0, length))).toThrow(Error);
    }
    const longer = new Uint8Array(bytes.length + 1);
    longer.set(bytes);
    expect(() => decodeSafetensors(longer)).toThrow(/bytes follow that belong to none$/);
  });
});

describe("what is written", () => {
  const parameters = fc.dictionary(
    fc.string({ unit: "binary" }).filter((name) => name !== "__metadata__"),
    fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 3 }).chain((shape) => {
      const length = shape.reduce((product, side) => product * side, 1);
      return fc
        .array(fc.float(), { minLength: length, maxLength: length })
        .map((numbers) => ({ shape, values: Float32Array.from(numbers) }));
    }),
  );
  const metadata = fc.dictionary(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }));

  test("is read again to the last bit, whatever the names and texts", () => {
    fc.assert(
      fc.property(parameters, metadata, (own, texts) => {
        const read = decodeSafetensors(encodeSafetensors({ parameters: own, metadata: texts }));
        expect(Object.entries(read.metadata).sort()).toEqual(Object.entries(texts).sort());
        expect(Object.entries(shapesAndBits(read)).sort(byName)).toEqual(
          Object.entries(shapesAndBits({ parameters: own, metadata: {} })).sort(byName),
        );
      }),
    );
  });

  test("begins its numbers at a multiple of 8, as the reference library does", () => {
    for (const name of ["a", "ab", "abc", "abcd", "äöü"]) {
      const bytes = encodeSafetensors({
        parameters: { [name]: { shape: [1], values: Float32Array.of(3) } },
        metadata: {},
      });
      expect((bytes.length - 4) % 8).toBe(0);
    }
  });

  test.each<[NamedTensors["parameters"], string]>([
    [
      { a: { shape: [2, 2], values: new Float32Array(3) } },
      "encodeSafetensors needs 4 numbers for a of shape [2,2], got 3",
    ],
    [
      { __metadata__: { shape: [1], values: new Float32Array(1) } },
      "encodeSafetensors needs another name for a parameter than __metadata__, which the format keeps",
    ],
  ])("has numbers that fill their shapes", (own, message) => {
    expect(() => encodeSafetensors({ parameters: own, metadata: {} })).toThrow(new RangeError(message));
  });
});

describe("a file is refused", () => {
  const two = (type: string, shape: number[], from: number, to: number) => ({
    dtype: type,
    shape,
    data_offsets: [from, to],
  });
  const fine = two("F32", [2], 0, 8);

  test.each<[string, unknown, number, string]>([
    ["overlapping tensors", { a: fine, b: two("F32", [1], 4, 8) }, 8, "its tensor b overlaps the tensor before it: offset 4 after 8"],
    ["one tensor twice", { a: fine, b: fine }, 8, "its tensor b overlaps the tensor before it: offset 0 after 8"],
    ["a gap", { a: fine, b: two("F32", [1], 12, 16) }, 16, "its tensor b leaves a gap before it: offset 12 after 8"],
    ["a gap at the begin", { b: two("F32", [1], 4, 8) }, 8, "its tensor b leaves a gap before it: offset 4 after 0"],
    ["offsets beyond the end", { a: fine }, 4, "its tensors take 8 bytes, but 4 follow the header: it was cut off"],
    ["bytes that are left over", { a: fine }, 12, "its tensors take 8 bytes, but 12 follow the header: bytes follow that belong to none"],
    ["offsets that the shape does not fill", { a: two("F32", [3], 0, 8) }, 8, "its tensor a, F32 of shape [3], needs 12 bytes, but has offsets 0 to 8"],
    ["offsets backwards", { a: two("F32", [2], 8, 0) }, 8, "its tensor a, F32 of shape [2], needs 8 bytes, but has offsets 8 to 0"],
    ["numbers across their places", { a: two("F16", [1], 0, 2), b: two("F32", [1], 2, 6) }, 6, "its tensor b begins at byte 2, which is no multiple of 4"],
    ["a strange type", { a: two("I64", [1], 0, 8) }, 8, 'its tensor a is of dtype "I64"; F32, F16, BF16 can be read'],
    ["a type by its JavaScript name", { a: two("toString", [1], 0, 8) }, 8, 'its tensor a is of dtype "toString"; F32, F16, BF16 can be read'],
    ["no shape", { a: { dtype: "F32", data_offsets: [0, 8] } }, 8, "its tensor a lacks a dtype, a shape or two data_offsets of whole numbers"],
    ["a negative side", { a: two("F32", [-2], 0, 8) }, 8, "its tensor a lacks a dtype, a shape or two data_offsets of whole numbers"],
    ["half an offset", { a: two("F32", [2], 0.5, 8.5) }, 8, "its tensor a lacks a dtype, a shape or two data_offsets of whole numbers"],
    ["a tensor that is none", { a: null }, 0, "its tensor a lacks a dtype, a shape or two data_offsets of whole numbers"],
    ["metadata that are no texts", { __metadata__: { a: 1 } }, 0, "its __metadata__ is not texts by name"],
    ["a list", [], 0, "its header is no JSON object"],
    ["a name twice", '{"a":{},"b":{},"\\u0061":{}}', 0, 'its header names "a" twice'],
    ["a type twice", '{"a":{"dtype":"F32","dtype":"F16","shape":[],"data_offsets":[0,2]}}', 2, 'its header names "dtype" twice'],
    ["spaces before the header", ' {"a":{}}', 0, "its header is no JSON object"],
  ])("with %s", (_, header, numbers, message) => {
    expect(() => decodeSafetensors(fileOf(header, numbers))).toThrow(new Error(message));
  }); // biome-ignore format: a table

  test("with a header that is no JSON, or no text", () => {
    expect(() => decodeSafetensors(fileOf('{"a":', 0))).toThrow(/^its header is no JSON: /);
    const bytes = fileOf('{"a":{}}', 0);
    bytes[10] = 0xff;
    expect(() => decodeSafetensors(bytes)).toThrow(/^its header is no JSON: /);
  });

  test("with a header of impossible length", () => {
    const bytes = fileOf({}, 0);
    new DataView(bytes.buffer).setBigUint64(0, 2n ** 63n, true);
    expect(() => decodeSafetensors(bytes)).toThrow(
      "its header would be 9223372036854775808 bytes long, more than 100000000",
    );
    new DataView(bytes.buffer).setBigUint64(0, 3n, true);
    expect(() => decodeSafetensors(bytes)).toThrow(
      new Error("it has 10 bytes, but its header alone needs 11"),
    );
    expect(() => decodeSafetensors(bytes.subarray(0, 5))).toThrow(
      new Error("it has 5 bytes, fewer than the 8 of a header's length"),
    );
  });

  test("whatever its bytes are, by an error and nothing else", () => {
    const golden = encodeSafetensors({
      parameters: { a: { shape: [2], values: Float32Array.of(1, 2) } },
      metadata: {},
    });
    fc.assert(
      fc.property(fc.nat(golden.length - 9), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const bytes = golden.slice();
        bytes[at]! ^= change;
        try {
          const { a } = decodeSafetensors(bytes).parameters;
          // Spaces of the padding, the name and metadata's may differ without harm; numbers may not.
          if (a) expect([...a.values]).toEqual([1, 2]);
        } catch (error) {
          expect((error as Error).message).toMatch(/^its |^it has/);
        }
      }),
    );
  });
});

test("keys are found twice in whatever nesting, and no string is taken for one", () => {
  expect(duplicateKey('{"a": 1, "b": {"a": [{"a": 1}, {"a": 2}]}}')).toBeUndefined();
  expect(duplicateKey('{"a": 1, "b": ["x:", "a", "a"], "c": "\\"a\\": {"}')).toBeUndefined();
  expect(duplicateKey('{"a": {"b": 1, "c": {}, "b": 2}}')).toBe("b");
  expect(duplicateKey('{"": 1, "a": [], "": 2}')).toBe("");
  expect(duplicateKey('{"\\"": 1, "\\u0022": 2}')).toBe('"');
});

const python = process.env.PEERS_PYTHON;
const has = python !== undefined && spawnSync(python, ["-c", "import safetensors, numpy"]).status === 0;
if (!has) {
  console.warn(
    "SKIPPED: our safetensors files under the reference library. No Python with safetensors and numpy: install them " +
      "(pip install safetensors numpy) and name that Python in PEERS_PYTHON.",
  );
}

describe.skipIf(!has)("the reference library", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "safetensors-"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("reads what is written here", async () => {
    const parameters = {
      "encoder.weights": { shape: [2, 3], values: Float32Array.of(1, -0.1, 3e-45, Infinity, -0, 3.4e38) },
      "b.bias": { shape: [1], values: Float32Array.of(7) },
      'ü "quoted"': { shape: [0, 2], values: new Float32Array(0) },
      scalar: { shape: [], values: Float32Array.of(2) },
    };
    const metadata = { format: "ours", note: 'Größe "1"\n' };
    const path = join(folder, "ours.safetensors");
    await writeSafetensors(path, { parameters, metadata });
    const script = join(__dirname, "../python/read-safetensors.py");
    const { stdout, stderr } = spawnSync(python!, [script, path], { encoding: "utf8" });
    expect(stderr).toBe("");
    expect(JSON.parse(stdout)).toEqual({ metadata, tensors: shapesAndBits({ parameters, metadata }) });
  });
});

/** A file of a header, as a value or as its text, and as many bytes of numbers. */
function fileOf(header: unknown, numbers: number): Uint8Array {
  const text = new TextEncoder().encode(typeof header === "string" ? header : JSON.stringify(header));
  const bytes = new Uint8Array(8 + text.length + numbers);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true);
  bytes.set(text, 8);
  return bytes;
}

/** Every NaN is one NaN. */
function canonical(bits: number): number {
  return (bits & 0x7fffffff) > 0x7f800000 ? 0x7fc00000 : bits;
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}
