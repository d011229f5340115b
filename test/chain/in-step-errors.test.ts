import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runChain } from "../../lib/chain/executors/run-chain";
import { imagesFrom } from "../../lib/data/images";
import type { Gradual } from "../../lib/fitters/family";
import { FitError } from "../../lib/fitters/fit-error";
import { createRandom } from "../../lib/random/create-random";
import { replace } from "../../lib/regimes/replace";
import { fixtures, oneByOne, type TogetherFamily, type TogetherModel } from "./helpers";

const random = createRandom("errors in step");
const real = imagesFrom(
  Array.from({ length: 40 }, (_, at) => (at % 7) / 7),
  { height: 1, width: 2 },
);
const settings = {
  family: fixtures.together(),
  regime: replace,
  real,
  generations: 4,
  replicates: 3,
  random,
};

/** The family with fits that fail in the generation given. */
function failingIn(generation: number, error: unknown): TogetherFamily {
  const family = fixtures.together();
  let fits = 0;
  function* fitTogether(...given: Parameters<typeof family.fitTogether>): Gradual<TogetherModel[]> {
    const work = family.fitTogether(...given);
    yield work.next().value as never;
    if (fits++ === generation) throw error;
    return yield* work;
  }
  return { ...family, fitTogether };
}

test.each([
  ["of one task", new FitError("the loss is NaN", 1), [1], "replicate 1"],
  ["with a task of its own", Object.assign(new RangeError("too dark"), { task: 2 }), [2], "replicate 2"],
  ["of nobody in particular", new Error("out of memory"), [0, 1, 2], "replicates 0, 1 and 2"],
  ["of a task that there is not", new FitError("lost", 3), [0, 1, 2], "replicates 0, 1 and 2"],
])("an error %s is named", async (_, error, replicates, words) => {
  const run = runChain({ ...settings, family: failingIn(2, error) }).collect();
  await expect(run).rejects.toMatchObject({
    name: "ChainError",
    replicate: replicates[0],
    replicates,
    generation: 2,
    message: `runChain failed in ${words}, generation 2: ${error.message}`,
    cause: error,
  });
});

test("an error of many replicates does not list them all", async () => {
  const family = failingIn(0, new Error("no"));
  await expect(runChain({ ...settings, replicates: 20, family }).collect()).rejects.toThrow(
    "runChain failed in replicates 0, 1, 2, 3, 4, 5, 6 and 13 more, generation 0: no",
  );
});

test("a draw that fails is named, of the real data too", async () => {
  const family = { ...settings.family };
  // biome-ignore lint/correctness/useYield: it fails first.
  family.sampleTogether = function* () {
    throw new FitError("no draw", 1);
  };
  await expect(runChain({ ...settings, family }).collect()).rejects.toThrow(
    "runChain failed in replicate 1, generation 0: no draw",
  );
  const drawn = { model: { mean: 0.5 }, count: 3 };
  await expect(runChain({ ...settings, family, real: drawn }).collect()).rejects.toThrow(
    "runChain failed in replicate 1, generation 0: no draw",
  );
});

test("a family that gives too few models is refused", async () => {
  const { family } = settings;
  const fewer = {
    ...family,
    *fitTogether(...[tasks]: Parameters<typeof family.fitTogether>) {
      return (yield* family.fitTogether(tasks)).slice(1);
    },
  };
  await expect(runChain({ ...settings, family: fewer }).collect()).rejects.toThrow(
    "generation 0: the family gave 2 results for 3 tasks: it needs one for each, in their order",
  );
});

test("what is complete has been saved when the error leaves, and is not fitted again", async () => {
  const folder = mkdtempSync(join(tmpdir(), "in-step-errors-"));
  const checkpoint = { folder, intervalMilliseconds: 1e9 };
  const broken = failingIn(3, new FitError("the loss is NaN", 1));
  const run = runChain({ ...settings, family: broken, checkpoint }).collect();
  await expect(run).rejects.toThrow("replicate 1, generation 3: the loss is NaN");
  expect(readdirSync(folder).length).toBe(3);
  const log = { fits: [], open: 0 };
  const { fitTogether, ...mended } = fixtures.together(0, 4, log);
  const same = Object.assign((...[tasks]: Parameters<typeof fitTogether>) => fitTogether(tasks), {
    toString: () => broken.fitTogether.toString(),
  });
  const records = await runChain({
    ...settings,
    family: { ...mended, fitTogether: same },
    checkpoint,
  }).collect();
  expect(records).toEqual(await oneByOne(settings).collect());
  expect(log.fits).toEqual([3, 3]);
  rmSync(folder, { recursive: true, force: true });
});
