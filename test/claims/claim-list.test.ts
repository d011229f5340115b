import { afterEach, expect, test } from "vitest";
import { createClaimList } from "../../lib/claims/claim-list";

const frontEnd = Symbol.for("model-collapse.front-end");
const evidence = { source: "closed form", kind: "closed form", published: 1, rival: 2 } as const;

afterEach(() => Reflect.deleteProperty(globalThis, frontEnd));

test("claims stand in the order of their first adding, under the notebook's number", () => {
  const list = createClaimList("05", "quick");
  list.add("a", "First", { ...evidence, measured: 1, standardError: 0.01 });
  list.add("b", "Second", { ...evidence, measured: 1, standardError: 0.01 });
  list.add("a", "First, again", { ...evidence, measured: 2, standardError: 0.01 });
  expect(list.claims.map(({ id, statement, verdict }) => [id, statement, verdict])).toEqual([
    ["05.a", "First, again", "not reproduced"],
    ["05.b", "Second", "reproduced"],
  ]);
  expect(list.claims[0]).not.toHaveProperty("cell");
});

test("in a kernel a claim says which cell decided it", () => {
  const offered = { cell: 3 };
  Object.defineProperty(globalThis, frontEnd, { value: offered, configurable: true });
  const list = createClaimList("05", "quick");
  list.add("a", "First", { ...evidence, measured: 1, standardError: 0.01 });
  offered.cell = 8;
  list.add("b", "Second", { ...evidence, measured: 1, standardError: 0.01 });
  expect(list.claims.map(({ cell }) => cell)).toEqual([3, 8]);
});
