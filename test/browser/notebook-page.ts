/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import type { Browser, ConsoleMessage, Page } from "puppeteer-core";

/** What one code cell shows. */
export interface ShownCell {
  readonly prompt: string;
  readonly source: string;
  readonly text: string;
  readonly isError: boolean;
  /** Charts drawn by the renderer, not pictures of them. */
  readonly charts: number;
  readonly pictures: number;
}

/** A notebook open in JupyterLab or Notebook 7, used as a reader does: by menu, keyboard and eyes. */
export class NotebookPage {
  readonly page: Page;
  /** What the page itself complained about. */
  readonly complaints: string[] = [];

  private constructor(page: Page) {
    this.page = page;
    page.on("console", (message: ConsoleMessage) => {
      if (message.type() === "error")
        this.complaints.push(`${message.text()} ${message.location().url ?? ""}`);
    });
    page.on("pageerror", (error) => this.complaints.push(String(error)));
  }

  static async open(browser: Browser, url: string): Promise<NotebookPage> {
    const page = await browser.newPage();
    await page.setViewport({ width: 1400, height: 1000 });
    page.setDefaultTimeout(60_000);
    const notebook = new NotebookPage(page);
    await page.goto(url);
    await page.waitForSelector(".jp-NotebookPanel .jp-CodeCell .cm-content");
    await notebook.untilIdle();
    return notebook;
  }

  /** Chooses from the menus, such as `("Run", "Run All Cells")`. */
  async menu(...path: readonly string[]): Promise<void> {
    const [bar, ...items] = path;
    await this.page.locator(`.lm-MenuBar-itemLabel ::-p-text(${bar})`).click();
    for (const item of items) await this.page.locator(`.lm-Menu-item ::-p-text(${item})`).click();
  }

  /** Presses the button of a dialog that asks back. */
  async accept(): Promise<void> {
    await this.page.locator(".jp-Dialog .jp-mod-accept").click();
  }

  /** Run → Restart Kernel and Run All Cells…, until every cell has its number. */
  async restartAndRunAll(timeout: number): Promise<void> {
    await this.menu("Run", "Restart Kernel and Run All Cells");
    await this.accept();
    await this.page.waitForFunction(
      () => [...document.querySelectorAll(".jp-InputPrompt")].some((prompt) => prompt.textContent === "[*]:"),
      { timeout },
    );
    await this.untilDone(timeout);
  }

  /** Until no cell waits or runs. */
  async untilDone(timeout: number): Promise<void> {
    await this.page.waitForFunction(
      () =>
        ![...document.querySelectorAll(".jp-InputPrompt")].some((prompt) => prompt.textContent === "[*]:"),
      { timeout, polling: 100 },
    );
    await this.untilIdle();
  }

  /** Until there is a kernel and it waits. */
  async untilIdle(): Promise<void> {
    await this.page.waitForFunction(() => {
      const name = document.querySelector(".jp-Toolbar-kernelName")?.textContent;
      const status = document.querySelector(".jp-Notebook-ExecutionIndicator")?.getAttribute("data-status");
      return name !== "No Kernel" && status === "idle";
    });
  }

  cells(): Promise<ShownCell[]> {
    return this.page.evaluate(() =>
      [...document.querySelectorAll(".jp-NotebookPanel .jp-CodeCell")].map((cell) => ({
        prompt: cell.querySelector(".jp-InputPrompt")?.textContent ?? "",
        source: cell.querySelector(".cm-content")?.textContent ?? "",
        text: cell.querySelector(".jp-OutputArea")?.textContent ?? "",
        isError:
          cell.querySelector('.jp-OutputArea-output[data-mime-type="application/vnd.jupyter.error"]') !==
          null,
        charts: cell.querySelectorAll(".jp-OutputArea .js-plotly-plot svg.main-svg").length > 0 ? 1 : 0,
        pictures: cell.querySelectorAll(".jp-OutputArea .jp-RenderedImage img").length,
      })),
    );
  }

  /** The number of the code cell that contains a text. */
  async cellWith(text: string): Promise<number> {
    const at = (await this.cells()).findIndex(({ source }) => source.includes(text));
    if (at < 0) throw new Error(`No cell contains ${text}`);
    return at;
  }

  /** Puts the cursor at the end of a code cell. */
  async edit(cell: number): Promise<void> {
    const editors = await this.page.$$(".jp-NotebookPanel .jp-CodeCell .cm-content");
    const editor = editors[cell]!;
    await editor.scrollIntoView();
    await editor.click();
    await this.page.keyboard.down("Control");
    await this.page.keyboard.press("End");
    await this.page.keyboard.up("Control");
  }

  /** Writes a code cell anew. */
  async write(cell: number, code: string): Promise<void> {
    await this.edit(cell);
    await this.page.keyboard.down("Control");
    await this.page.keyboard.press("KeyA");
    await this.page.keyboard.up("Control");
    await this.page.keyboard.sendCharacter(code);
  }

  async press(...keys: readonly Parameters<Page["keyboard"]["press"]>[0][]): Promise<void> {
    for (const key of keys.slice(0, -1)) await this.page.keyboard.down(key);
    await this.page.keyboard.press(keys.at(-1)!);
    for (const key of keys.slice(0, -1)) await this.page.keyboard.up(key);
  }
}
