import { expect, test } from "vitest";
import { permissionsSandbox } from "../../../lib/exercises/sandbox/find-sandbox";

test("charts of a submission are told in words", async () => {
  const session = await permissionsSandbox("a test asks for it").open();
  try {
    const { status, outputs } = await session.run(`
import { lineChart, show } from "model-collapse";
const series = [{ name: "replace", y: [1, 0.5] }];
await show(lineChart({ title: "Variance dies", x: { title: "Generation" }, y: { title: "Variance" }, series }));`);
    expect(status).toBe("ok");
    expect(outputs).toMatchObject([
      { data: { "text/plain": "Variance dies\n  replace: 1 → 0.5 (x from 0 to 1)" } },
    ]);
  } finally {
    await session.close();
  }
});
