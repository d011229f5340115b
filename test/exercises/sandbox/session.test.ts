import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { completeLimits, defaultLimits } from "../../../lib/exercises/sandbox/limits";
import type { SandboxSession } from "../../../lib/exercises/sandbox/sandbox";
import { sandboxes } from "./sandboxes";

describe.each(sandboxes)("$kind: an honest submission", (sandbox) => {
  let session: SandboxSession;
  beforeAll(async () => {
    session = await sandbox.open();
  });
  afterAll(() => session.close());

  const textOf = async (code: string): Promise<string> => {
    const { status, message, outputs } = await session.run(code);
    expect([status, message]).toEqual(["ok", undefined]);
    const texts = outputs.map((output) => {
      if (output.output_type === "stream") return output.text;
      return "data" in output ? String(output.data["text/plain"]) : "";
    });
    return texts.join("");
  };

  test("prints while it waits", async () => {
    const code =
      "console.log('before'); await new Promise((next) => setTimeout(next, 20)); console.error('after');";
    expect(await textOf(code)).toBe("before\nafter\n");
  });

  test("uses the library, tensors, data frames and assertions", async () => {
    expect(
      await textOf(
        'import { createRandom, fitGaussian, gaussian, replace, runChain } from "model-collapse";\nfitGaussian(Float64Array.of(1, 2, 3)).mean',
      ),
    ).toBe("2");
    expect(
      await textOf(
        'const chain = runChain({ family: gaussian(), regime: replace, real: { model: { mean: 0, standardDeviation: 1 }, count: 50 }, generations: 5, replicates: 40, random: createRandom("a") });\n(await chain.collect()).length',
      ),
    ).toBe("240");
    expect(
      await textOf('import * as tf from "@tensorflow/tfjs-node";\ntf.ones([2, 2]).sum().dataSync()[0]'),
    ).toBe("4");
    expect(
      await textOf('import { DataFrame } from "danfojs-node";\nnew DataFrame({ a: [1, 2, 3] }).shape.join()'),
    ).toBe("'3,1'");
    expect(
      await textOf(
        'import assert from "node:assert";\nassert.deepStrictEqual(new Map([[1, { a: [2] }]]), new Map([[1, { a: [2] }]]));',
      ),
    ).toBe("");
  });

  test("may name its errors, make classes and override what objects inherit", async () => {
    expect(
      await textOf(
        "class MyError extends Error { constructor() { super('mine'); this.name = 'MyError'; this.message += '!'; } }\nconst plain: any = { toString: null };\nplain.toString = () => 'own';\nconst made: any = Object.create({});\nmade.valueOf = () => 7;\n[plain, made + 1, new MyError()].join(' ')",
      ),
    ).toBe("'own 8 MyError: mine!'");
  });

  test("shows errors with their place", async () => {
    const { name, message, traceback } = await session.run("const ok = 1;\nthrow new RangeError('here');");
    expect([name, message]).toEqual(["RangeError", "here"]);
    expect(traceback!.join("\n")).toMatch(/cell \[\d+\], 2:7/);
  });

  test("goes on with what earlier cells declared, and changes it", async () => {
    await textOf("let count = 0;\nconst settings = { step: 2 };");
    await textOf("count += settings.step;");
    expect(await textOf("count")).toBe("2");
    await session.run("const count = 5;\nthrow new Error('too late');");
    expect(await textOf("settings.step")).toBe("2");
  });
});

describe.each(sandboxes)("$kind: a session", (sandbox) => {
  test("says when its time is spent, and runs nothing more", async () => {
    const session = await sandbox.open({ limits: { sessionSeconds: 1 } });
    expect(await session.run("for (;;);")).toMatchObject({
      status: "timeout",
      message: expect.stringContaining("1 s that all cells"),
    });
    expect(await session.run("1")).toMatchObject({ status: "timeout", outputs: [] });
    await session.close();
    await expect(session.run("1")).rejects.toThrow("asked to run a cell after it had been closed");
  });

  test("ends a cell that computes for too long, and tells of computing time", async () => {
    const session = await sandbox.open({ limits: { cellCpuSeconds: 1 } });
    expect(await session.run("for (;;);")).toMatchObject({
      status: "timeout",
      message: expect.stringContaining("1 s of computing time"),
    });
    await session.close();
  });

  test("ends with its signal", async () => {
    const controller = new AbortController();
    const session = await sandbox.open({ signal: controller.signal });
    const running = session.run("await new Promise(() => {});");
    controller.abort();
    expect(await running).toMatchObject({ status: "lost", message: "Grading was stopped." });
    expect(await session.run("1")).toMatchObject({ status: "lost", message: "Grading was stopped." });
    await session.close();
  });

  test("tells a submission nothing of who grades it", async () => {
    const session = await sandbox.open();
    const { outputs } = await session.run("JSON.stringify(process.env)");
    const shown = JSON.stringify(outputs);
    for (const name of ["USER", "npm_", "SSH", "JUPYTER", process.cwd()].filter(
      (each) => each !== process.cwd() || sandbox.kind === "bubblewrap",
    ))
      expect(shown).not.toContain(name);
    await session.close();
  });
});

test("limits are positive numbers", () => {
  expect(completeLimits({ cellSeconds: 3 })).toEqual({ ...defaultLimits, cellSeconds: 3 });
  expect(() => completeLimits({ outputBytes: 0 })).toThrow(
    "A sandbox needs a positive number for outputBytes, got 0",
  );
});
