/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import type { Browser, ConsoleMessage, Page } from "puppeteer-core";

/** What one code cell shows. */
export interface ShownCell {
  readonly prompt: string;
  readonly source: string;
  readonly text: string;
  readonly isError: boolean;
  /** Charts, as the pictures that the renderer shows until the mouse is over them, and drawn by Plotly. */
  readonly pictures: number;
  readonly charts: number;
}

/** Of the notebook in front. */
const codeCells = ".jp-NotebookPanel:not(.lm-mod-hidden) .jp-CodeCell";

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
    await page.waitForSelector(`${codeCells} .cm-content`);
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
    return this.page.evaluate(
      (selector) =>
        [...document.querySelectorAll(selector)].map((cell) => ({
          prompt: cell.querySelector(".jp-InputPrompt")?.textContent ?? "",
          source: cell.querySelector(".cm-content")?.textContent ?? "",
          text: cell.querySelector(".jp-OutputArea")?.textContent ?? "",
          isError:
            cell.querySelector('.jp-OutputArea-output[data-mime-type="application/vnd.jupyter.error"]') !==
            null,
          pictures: cell.querySelectorAll(".jp-RenderedPlotly .plot-img[src]").length,
          charts: cell.querySelectorAll(".jp-RenderedPlotly .plot-container").length,
        })),
      codeCells,
    );
  }

  /** Moves the mouse over the chart of a cell, which makes it a live one. */
  async pointAtChart(cell: number): Promise<void> {
    const cells = await this.page.$$(codeCells);
    const chart = await cells[cell]!.waitForSelector(".jp-RenderedPlotly");
    await chart!.scrollIntoView();
    await chart!.hover();
    await cells[cell]!.waitForSelector(
      ".jp-RenderedPlotly svg.main-svg .legend, .jp-RenderedPlotly svg.main-svg .xaxislayer-above",
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
    const editors = await this.page.$$(`${codeCells} .cm-content`);
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

  /** Key by key, as completion listens to. */
  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text, { delay: 20 });
  }

  /** Runs one code cell. */
  async run(cell: number): Promise<void> {
    await this.edit(cell);
    await this.press("Shift", "Enter");
    await this.page.waitForFunction(
      (selector, index) => {
        const prompt = document.querySelectorAll(selector)[index]?.querySelector(".jp-InputPrompt");
        return /^\[\d+\]:$/.test(prompt?.textContent ?? "");
      },
      { polling: 100 },
      codeCells,
      cell,
    );
  }

  /** What something says that has to appear. */
  async textOf(selector: string): Promise<string> {
    const shown = await this.page.waitForFunction(
      (wanted) => document.querySelector(wanted)?.textContent,
      { polling: 100 },
      selector,
    );
    return (await shown.jsonValue()) ?? "";
  }

  /** What a cell shows once that is something else than before. */
  async outputOtherThan(cell: number, before: string): Promise<string> {
    const shown = await this.page.waitForFunction(
      (selector, index, old) => {
        const area = document.querySelectorAll(selector)[index]?.querySelector(".jp-OutputArea");
        const text = area?.textContent ?? "";
        return text === old ? false : text;
      },
      { polling: 20 },
      codeCells,
      cell,
      before,
    );
    return (await shown.jsonValue()) || "";
  }

  /** The stop button. */
  async stop(): Promise<void> {
    await this.page.locator('[data-command="notebook:interrupt-kernel"]').click();
    await this.untilDone(60_000);
  }

  /** Closes the page with its kernel. */
  async close(): Promise<void> {
    await this.menu("Kernel", "Shut Down Kernel");
    await this.page.waitForFunction(
      () => document.querySelector(".jp-Toolbar-kernelName")?.textContent === "No Kernel",
    );
    await this.page.close();
  }

  async press(...keys: readonly Parameters<Page["keyboard"]["press"]>[0][]): Promise<void> {
    for (const key of keys.slice(0, -1)) await this.page.keyboard.down(key);
    await this.page.keyboard.press(keys.at(-1)!);
    for (const key of keys.slice(0, -1)) await this.page.keyboard.up(key);
  }
}
