import { describe, expect, test } from "vitest";
import { claimSlice } from "../../../lib/kernel/analysis/claim-slice";

const head =
  'import * as mc from "model-collapse";\nconst random = mc.createRandom(1);\nconst claims = mc.createClaimList("01", "quick");';
const shown = "mc.showClaims(claims.claims);";

/** The slice for 01.wanted of a notebook with these cells between the first and the last. */
function slice(cells: readonly string[]): readonly number[] | string {
  const found = claimSlice([head, ...cells, shown], ["01.wanted"]);
  return "unsure" in found ? found.unsure : found.cells.slice(1, -1);
}

const add = (measured: string) => `claims.add("wanted", "A claim", { measured: ${measured} });`;

describe("the cells that a claim depends on", () => {
  test.each<[string, string[], number[]]>([
    [
      "declare what it uses, however far back",
      ["const a = 1;", "const b = a + 1;", "const c = 3;", add("b")],
      [1, 2, 4],
    ],
    [
      "do not include other claims",
      ["const a = 1;", 'claims.add("other", "x", { measured: a });', add("2")],
      [3],
    ],
    ["declare types", ["type Row = number[];", "const rows: Row = [1];", add("rows[0]")], [1, 2, 3]],
    ["assign", ["let a = 1;", "a = 2;", "a++;", add("a")], [1, 2, 3, 4]],
    ["assign by a pattern", ["let a = 1, b = 2;", "[a, b] = [b, a];", add("a")], [1, 2, 3]],
    ["assign a part", ["const a: any = {};", "a.b = 1;", "const c = { ...a };", add("c.b")], [1, 2, 3, 4]],
    [
      "change by a method",
      ["const a = [1];", "a.push(2);", "a.map((x) => x);", "a.sort();", add("a[0]")],
      [1, 2, 4, 5],
    ],
    [
      "hand it to a function nobody knows",
      ["const a = [1];", "[a].at(0).reverse();", add("a[0]")],
      [1, 2, 3],
    ],
    [
      "change it through another name",
      ["const a = [1];", "const b = a;", "b.push(2);", add("a[0]")],
      [1, 2, 3, 4],
    ],
    [
      "change it through what holds it",
      ["const a = [1];", "const b: any[] = [];", "b.push(a);", "b[0].push(2);", add("a[0]")],
      [1, 2, 3, 4, 5],
    ],
    [
      "change it in a loop",
      ["const a = [[1]];", "for (const row of a) row.push(2);", add("a[0][1]")],
      [1, 2, 3],
    ],
    [
      "change it in a callback",
      ["const a = [[1]];", "a.forEach((row) => row.push(2));", add("a[0][1]")],
      [1, 2, 3],
    ],
    [
      "change it by a function of another cell",
      ["const a = [1];", "function grow(list: number[]) { list.push(2); }", "grow(a);", add("a[0]")],
      [1, 2, 3, 4],
    ],
    ["call what changes it", ["let a = 1;", "const next = () => a++;", "next();", add("a")], [1, 2, 3, 4]],
    [
      "give a name a new value that a function sees",
      ["const a = 1;", "const get = () => a;", "const b = 2;", "const a = 3;", add("get()")],
      [1, 2, 4, 5],
    ],
    [
      "draw from its stream",
      ["const x = random.next();", "const y = random.fork(1).next();", add("random.next()")],
      [1, 3],
    ],
    [
      "hand its stream to the library as it is",
      ["mc.sample(model, 3, random);", "mc.sample(model, 3, random.fork(2));", add("random.next()")],
      [1, 3],
    ],
    [
      "show something only",
      ["const a = [1];", "await mc.show(mc.lineChart({ y: a }));", "console.log(a);", add("a[0]")],
      [1, 4],
    ],
    [
      "add it in a function",
      [
        `function claim(name: string) { claims.add(\`\${name}\`, 'x', {}); }`,
        "const c = 1;",
        'claim("wanted");',
      ],
      [1, 3],
    ],
  ])("%s", (_, cells, expected) => {
    expect(slice(cells)).toEqual(expected);
  });

  test("are found by the pattern of a template", () => {
    const cells = [
      head,
      `for (const n of [1]) claims.add(\`size.\${n}\`, 'x', {});`,
      'claims.add("other.1", "x", {});',
      shown,
    ];
    expect(claimSlice(cells, ["01.size.1"])).toEqual({ cells: [0, 1, 3] });
  });
});

describe("a notebook is not cut", () => {
  test.each([
    ["process.env.A = '1';", "cell 2 uses process"],
    ['import { readFileSync } from "node:fs";', 'cell 2 imports "node:fs"'],
    ['const fs = await import("node:fs");', "cell 2 imports by a call"],
    ["Math.random = () => 0;", "cell 2 changes what belongs to no cell"],
    ["const best = claims.claims[0];", "cell 2 does more with the list of claims than to add to it"],
    ["const other = mc.createClaimList('02', 'quick');", "it does not have one list of claims"],
  ])("%s", (code, why) => {
    expect(slice([code, add("1")])).toBe(why);
  });

  test("when nobody is seen to add the claim", () => {
    expect(slice(["const a = 1;"])).toBe("it is not seen which cells add the claims");
  });
});
