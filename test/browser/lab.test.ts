import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
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

describe.skipIf(missing.length > 0)("in a browser", () => {
  let folder: string;
  let server: LabServer;
  let browser: Browser;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "lab-test-"));
    writeNotebook(folder, "fixture.ipynb", fixtureCells);
    copyFileSync(join(root, "notebooks/05-accumulate-versus-replace.ipynb"), join(folder, "05.ipynb"));
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
      const notebook = await NotebookPage.open(browser, server.url("lab/tree/fixture.ipynb"));
      await notebook.restartAndRunAll(minutes);
      const cells = await notebook.cells();
      expect(cells.map(({ prompt }) => prompt)).toEqual(["[1]:", "[2]:", "[3]:", "[4]:", "[5]:"]);
      expect(cells.filter(({ isError }) => isError)).toEqual([]);
      expect(cells[3]).toMatchObject({ charts: 1, pictures: 0 });
      expect(cells[4]!.text).toContain("points: 6");
      await notebook.write(0, "let generations = 9;");
      await notebook.restartAndRunAll(minutes);
      expect((await notebook.cells())[4]!.text).toContain("points: 10");
      expect(notebook.complaints).toEqual([]);
      await notebook.page.close();
    },
    3 * minutes,
  );
});
