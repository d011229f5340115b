import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isReplyTo, TestClient } from "./client";

let client: TestClient;
beforeAll(async () => {
  client = await TestClient.start();
  await client.execute(
    `import { createRandom, fitGaussianMixture, fitKernelDensity, gaussian, loadDataset, pointsFrom } from "model-collapse";
const random = createRandom("language");
const settings = { generations: 5, rows: [1, 2, 3] };
/**
 * Twice as much,
 * see {@link createRandom}.
 * @param x what is doubled
 * @returns the double
 * @example
 * twice(2); // → 4
 */
function twice(x: number): number { return 2 * x }`,
  );
});
afterAll(() => client.stop());

/** Code with the cursor where `|` stands. */
function withCursor(marked: string) {
  const [before, after] = marked.split("|");
  return { code: `${before}${after}`, cursor_pos: before!.length };
}

interface Typed {
  readonly text: string;
  readonly type: string;
  readonly signature: string;
}

async function complete(marked: string) {
  const { code, cursor_pos } = withCursor(marked);
  const { content } = await client.ask("shell", "complete_request", { code, cursor_pos });
  const { matches, cursor_start, cursor_end, metadata } = content as {
    readonly matches: readonly string[];
    readonly cursor_start: number;
    readonly cursor_end: number;
    readonly metadata: { readonly _jupyter_types_experimental: readonly Typed[] };
  };
  const types = metadata._jupyter_types_experimental;
  return { matches, types, replaced: code.slice(cursor_start, cursor_end) };
}

async function inspect(marked: string, detail_level = 0): Promise<string> {
  const content = { ...withCursor(marked), detail_level };
  const reply = await client.ask("shell", "inspect_request", content);
  const { data } = reply.content as { readonly data: Readonly<Record<string, string>> };
  return data["text/markdown"] ?? "nothing";
}

describe("completion", () => {
  test("of an import lists the library, with what each name is", async () => {
    const { matches, types, replaced } = await complete('import { fitGauss|Mix } from "model-collapse"');
    expect(matches.slice(0, 2)).toEqual(["fitGaussian", "fitGaussianClassifier"]);
    expect(replaced).toBe("fitGaussMix");
    expect(types[0]).toMatchObject({
      type: "function",
      signature: expect.stringMatching(/^function fitGaussian\(sample: .*\): GaussianModel$/),
    });
  });

  test("within an expression knows methods of what earlier cells declared", async () => {
    const { matches, types } = await complete("1 + random.fork('a').nex| * 2");
    expect(matches).toEqual(["next"]);
    expect(types[0]).toMatchObject({ type: "method", signature: "(method) Random.next(): number" });
  });

  test.each([
    ["loadDataset('old|')", "old-faithful", "old"],
    ["fitKernelDensity([1, 2], { bandwidth: '|' })", "scott", ""],
  ])("of %s names what the text may be, and replaces what stands there", async (code, match, replaced) => {
    const completion = await complete(code);
    expect(completion.matches[0]).toBe(match);
    expect(completion.replaced).toBe(replaced);
  });

  test("of arguments names the options", async () => {
    expect((await complete("gaussian({ un| })")).matches).toEqual(["unbiased"]);
  });

  test("answers who types on once, and the keys before with nothing", async () => {
    await complete("gaussian({ |})");
    const asked = ["r", "ra", "ran", "rand"].map((code) =>
      client.send("shell", "complete_request", { code, cursor_pos: code.length }),
    );
    const replies = await Promise.all(asked.map((request) => client.until(isReplyTo(request))));
    const counts = replies.map(({ content }) => (content.matches as string[]).length);
    expect(counts.slice(1, -1)).toEqual([0, 0]);
    expect(replies.at(-1)!.content.matches).toContain("random");
  });

  test.each(["// com|ment", "'te|xt'", "const newNa|"])("of %s is empty", async (code) => {
    expect((await complete(code)).matches).toEqual([]);
  });
});

describe("inspection", () => {
  test("shows signature, documentation, parameters and example in markdown", async () => {
    expect(await inspect("1 + twi|ce(3)")).toBe(
      [
        "```typescript\nfunction twice(x: number): number\n```",
        "Twice as much, see `createRandom`.",
        "- `x`: what is doubled",
        "*returns* the double",
        "```typescript\ntwice(2); // → 4\n```",
      ].join("\n\n"),
    );
  });

  test("knows the library's functions, and methods and members within expressions", async () => {
    expect(await inspect("fitGaussianMixture|")).toMatch(/^```typescript\nfunction fitGaussianMixture\(/);
    expect(await inspect("random.fork('a').ne|xt() + 1")).toContain("Uniform in [0, 1)");
    expect(await inspect("settings.ro|ws.length")).toContain("rows: number[]");
    expect(await inspect("const b = 2;\nb| + 1")).toContain("const b: 2");
  });

  test("among the arguments of a call shows the call and what the argument may have", async () => {
    const shown = await inspect("fitGaussianMixture(pointsFrom([[1]]), |");
    expect(shown).toMatch(
      /^```typescript\nfitGaussianMixture\(points: Points, options: .*\n```\n\n\*\*options\*\*/,
    );
    expect(shown).toMatch(/- `components: number`/);
    expect(await inspect("Math.max(|)")).toContain("max(...values: number[]): number");
  });

  test("at the second level shows the members of the types", async () => {
    const [brief, full] = [await inspect("rand|om"), await inspect("rand|om", 1)];
    expect(brief).not.toContain("**Random**");
    expect(full.startsWith(brief)).toBe(true);
    expect(full).toMatch(/\*\*Random\*\*\n\n[\s\S]*- `next: \(\) => number` Uniform in/);
  });

  test.each(["1 + | 2", "// tw|ice", "|"])("of %s finds nothing", async (code) => {
    expect(await inspect(code)).toBe("nothing");
  });
});
