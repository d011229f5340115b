import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, launch } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasLab } from "../../lib/commands/lab/environment";
import { findChromium } from "./chromium";
import { fixtureCells, writeNotebook } from "./fixture";
import { LabServer } from "./lab-server";
import { NotebookPage } from "./notebook-page";

const root = join(__dirname, "../..");
const executablePath = findChromium();
const missing = [
  ...(executablePath === undefined ? ["no Chromium on the path (name one in CHROMIUM)"] : []),
  ...(hasLab(root) ? [] : ["no environment of npm run lab (npm run lab -- --version makes it)"]),
];
if (missing.length > 0) console.warn(`SKIPPED: the notebooks in a browser: ${missing.join("; ")}.`);

const minutes = 60_000;

const endless = `const report = mc.progress("waiting");
for (let done = 0; ; done = (done + 1) % 100) {
  await new Promise((resolve) => setTimeout(resolve, 20));
  report({ done, total: 100 });
}`;

describe.skipIf(missing.length > 0)("in a browser", () => {
  let folder: string;
  let server: LabServer;
  let browser: Browser;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "lab-test-"));
    writeNotebook(folder, "fixture.ipynb", fixtureCells);
    writeNotebook(folder, "writing.ipynb", ['import * as mc from "model-collapse";', ""]);
    server = await LabServer.start(folder);
    browser = await launch({ executablePath, args: ["--no-sandbox", "--disable-dev-shm-usage"] });
  }, 2 * minutes);

  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test(
    "JupyterLab runs a notebook from the menu, draws its charts, and follows a changed parameter",
    async () => {
      const notebook = await NotebookPage.open(browser, server.labUrl("fixture.ipynb"));
      await notebook.restartAndRunAll(2 * minutes);
      const cells = await notebook.cells();
      expect(cells.map(({ prompt }) => prompt)).toEqual(["[1]:", "[2]:", "[3]:", "[4]:", "[5]:"]);
      expect(cells.filter(({ isError }) => isError)).toEqual([]);
      expect(cells[4]!.text).toContain("points: 6");
      await notebook.pointAtChart(3);
      expect((await notebook.cells())[3]).toMatchObject({ charts: 1 });
      await notebook.write(0, "let generations = 9;");
      await notebook.restartAndRunAll(2 * minutes);
      expect((await notebook.cells())[4]!.text).toContain("points: 10");
      expect(notebook.complaints).toEqual([]);
      await notebook.close();
    },
    5 * minutes,
  );

  test(
    "JupyterLab completes, explains, shows progress in place and stops a cell",
    async () => {
      const notebook = await NotebookPage.open(browser, server.labUrl("writing.ipynb"));
      await notebook.run(0);
      await notebook.write(1, "");
      await notebook.type("mc.fitGaus");
      expect(await notebook.textOf(".jp-Completer-list")).toContain("fitGaussianMixture");
      await notebook.press("Escape");
      await notebook.write(1, "mc.fitGaussian");
      await notebook.press("Shift", "Tab");
      const shown = await notebook.textOf(".jp-Tooltip");
      expect(shown).toMatch(/function fitGaussian\(sample: ArrayLike<number>[\s\S]*maximum likelihood/);
      await notebook.press("Escape");
      await notebook.write(1, endless);
      await notebook.press("Shift", "Enter");
      const early = await notebook.outputOtherThan(1, "");
      const later = await notebook.outputOtherThan(1, early);
      expect([early, later]).toEqual(Array(2).fill(expect.stringMatching(/^waiting: .*of 100\)/)));
      await notebook.stop();
      const [, stopped] = await notebook.cells();
      expect(stopped!.text).toContain(
        "Interrupted: The cell was interrupted. Variables of earlier cells are kept.",
      );
      expect(stopped!.text.match(/waiting: /g)).toHaveLength(1);
      expect(notebook.complaints).toEqual([]);
      await notebook.close();
    },
    3 * minutes,
  );

  test(
    "Notebook 7 runs a notebook from the menu",
    async () => {
      const notebook = await NotebookPage.open(browser, server.url("notebooks/fixture.ipynb"));
      await notebook.restartAndRunAll(2 * minutes);
      const cells = await notebook.cells();
      expect(cells.filter(({ isError }) => isError)).toEqual([]);
      expect(cells[4]!.text).toContain("points: ");
      await notebook.pointAtChart(3);
      // Notebook 7 has complaints of its own, about commands that it lacks.
      expect(notebook.complaints.filter((complaint) => /plotly/i.test(complaint))).toEqual([]);
      await notebook.close();
    },
    3 * minutes,
  );
});
