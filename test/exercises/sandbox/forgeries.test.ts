import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { SandboxSession } from "../../../lib/exercises/sandbox/sandbox";
import { TestClient } from "../../kernel/client";
import { forgeries, honest } from "./forgeries";
import { sandboxes } from "./sandboxes";

describe.each(sandboxes)("$kind: marks are not forged", (sandbox) => {
  let session: SandboxSession;
  beforeAll(async () => {
    session = await sandbox.open();
  });
  afterAll(() => session.close());

  test.each(forgeries)("by $name", async ({ cells, test: target }) => {
    await session.run("function double(x: any): any { return x; }");
    for (const code of cells) await session.run(code);
    const result = await session.run(target);
    expect(result.status).toBe("error");
    expect(result.lostEverything).toBe(false);
    // What it did changes nothing for an honest answer behind it.
    expect(await session.run(honest)).toMatchObject({ status: "ok" });
    expect(await session.run(target)).toMatchObject({ status: "ok", outputs: [] });
  });
});

describe("the same forgeries, in a kernel that does not defend itself,", () => {
  test.each(forgeries.filter(({ worksElsewhere }) => worksElsewhere))(
    "$name has its way",
    async (forgery) => {
      const client = await TestClient.start();
      try {
        for (const code of forgery.cells) await client.execute(code);
        const { reply } = await client.execute(forgery.test);
        expect(reply.content.status).toBe("ok");
      } finally {
        await client.stop();
      }
    },
  );
});
