/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { JSDOM } from "jsdom";
import { type Browser, launch, type Page } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { start } from "../../lib/commands/start";
import { findChromium } from "../browser/chromium";
import { recordingTerminal, temporaryFolder, writeNotebook } from "./fixtures";
import { hostileCells } from "./hostile-notebook";

const folder = temporaryFolder();
const report = join(folder.path, "report");
const terminal = recordingTerminal();
/** What the hostile notebook's addresses lead to: nobody may come. */
const visits: string[] = [];
let server: Server;
let address: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    visits.push(request.url ?? "");
    response.setHeader("access-control-allow-origin", "*");
    response.end("window.__pwned = 1;");
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  writeNotebook(folder.path, "01-hostile", hostileCells(address));
  const context = { notebooks: folder.path, terminal, signal: new AbortController().signal };
  expect(await start(["01", "--output", report], context)).toBe(1);
}, 120_000);

afterAll(() => {
  server.close();
  folder.remove();
});

const figures = () =>
  readdirSync(join(report, "figures/01-hostile")).map((name) => join(report, "figures/01-hostile", name));

describe("a hostile notebook through the whole runner", () => {
  test("reaches its last cell, and the terminal shows none of its control characters", () => {
    expect(terminal.text()).toMatch(/cell 14[,:]/);
    expect(terminal.text()).not.toMatch(/(?![\t\n])[\p{Cc}\p{Bidi_Control}]/u);
  });

  test("leaves no element, handler or address in the page that is not the report's own", () => {
    const { document } = new JSDOM(readFileSync(join(report, "index.html"), "utf8"), {
      runScripts: "outside-only",
    }).window as unknown as Window;
    const all = [...document.querySelectorAll("*")];
    expect(
      all.filter(({ tagName }) => /^(?:iframe|object|embed|form|base|link|video|template)$/i.test(tagName)),
    ).toEqual([]);
    const attributes = all.flatMap((element) => [...element.attributes]);
    expect(attributes.filter(({ name }) => name.startsWith("on"))).toEqual([]);
    const addresses = attributes.filter(({ name }) =>
      /^(?:src|href|srcset|action|data|xlink:href)$/.test(name),
    );
    const strange = addresses.filter(
      ({ value }) => !/^(?:#|data:image\/|figures\/|https:\/\/(?:doi|arxiv)\.org\/)/.test(value),
    );
    expect(strange.map(({ value }) => value)).toEqual([]);
    expect(document.querySelectorAll("script:not([type])")).toHaveLength(2);
    expect(document.querySelectorAll("#environment, #statement, #papers, #summary")).toHaveLength(4);
  });

  test("leaves plain names of files, no formula in the data, and drawings without scripts", () => {
    expect(
      figures()
        .map((path) => path.replace(/.*\/01-[\w-]+\./, ""))
        .sort(),
    ).toEqual(["csv", "json", "svg"]);
    const contentOf = (ending: string) =>
      readFileSync(figures().find((path) => path.endsWith(ending))!, "utf8");
    expect(contentOf(".csv")).toContain("'=HYPERLINK(1)");
    expect(contentOf(".csv")).not.toMatch(/(?:^|,|")=/m);
    expect(contentOf(".svg")).toContain(">click<");
    expect(contentOf(".svg")).not.toMatch(/script|onload|foreign|127\.0\.0\.1/i);
    expect(() => JSON.parse(readFileSync(join(report, "ro-crate-metadata.json"), "utf8"))).not.toThrow();
  });
});

const executablePath = findChromium();
if (executablePath === undefined)
  console.warn("SKIPPED: the hostile report in a browser: no Chromium on the path (name one in CHROMIUM).");

describe.skipIf(executablePath === undefined)("in a browser", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch({
      executablePath: executablePath!,
      args: ["--no-sandbox", "--disable-dev-shm-usage"],
    });
  }, 60_000);
  afterAll(() => browser?.close());

  /** Opens a page and keeps what happens to it that should not. */
  async function trapped(
    url: string,
  ): Promise<{ readonly page: Page; readonly caught: () => Promise<string[]> }> {
    visits.length = 0;
    const page = await browser.newPage();
    const caught: string[] = [];
    page.on("dialog", (dialog) => {
      caught.push(`dialog ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on("popup", () => caught.push("popup"));
    page.on("framenavigated", (frame) =>
      caught.push(...(frame.url().startsWith(url) ? [] : [`went to ${frame.url()}`])),
    );
    page.on("frameattached", () => caught.push("frame"));
    await page.goto(url);
    return {
      page,
      caught: async () => {
        const pwned = await page.evaluate("window.__pwned");
        return [
          ...caught,
          ...(pwned === undefined ? [] : ["ran"]),
          ...visits.map((path) => `asked for ${path}`),
        ];
      },
    };
  }

  test("the trap catches what would happen in an open page", async () => {
    const control = join(folder.path, "control.html");
    const markup = `<script>window.__pwned=1;alert(1)</script><img src="${address}/i.png"><iframe srcdoc=""></iframe>`;
    writeFileSync(control, markup);
    const { page, caught } = await trapped(pathToFileURL(control).href);
    await vi.waitFor(() => expect(visits).toContain("/i.png"), 10_000);
    expect(await caught()).toEqual(expect.arrayContaining(["dialog 1", "frame", "ran", "asked for /i.png"]));
    await page.close();
  });

  test("nothing in the report runs, loads or leaves, whatever a reader does", async () => {
    const { page, caught } = await trapped(pathToFileURL(join(report, "index.html")).href);
    await page.evaluate(() => {
      for (const folded of document.querySelectorAll("details")) folded.open = true;
      document.querySelector(".chart")!.scrollIntoView();
    });
    await page.waitForSelector(".chart.drawn .main-svg, .chart.failed");
    expect(await page.$(".chart.failed")).toBeNull();
    for (const element of await page.$$(".chart .point, .chart text, .chart a"))
      await element.hover().catch(() => undefined);
    await page.type("#claim-search", "<img src=x onerror=window.__pwned=1>");
    await page.click("#toggle-code");
    await page.pdf();
    const links = await page.$$eval("a", (all) =>
      all.map((link) => link.getAttribute("href") ?? link.getAttribute("xlink:href") ?? ""),
    );
    expect(links.filter((link) => /script:|data:/i.test(link))).toEqual([]);
    expect(await caught()).toEqual([]);
    await page.close();
  }, 60_000);

  test("nor in its files", async () => {
    for (const path of figures()) {
      if (path.endsWith(".csv")) continue;
      const { page, caught } = await trapped(pathToFileURL(path).href);
      expect(await caught()).toEqual([]);
      await page.close();
    }
  }, 60_000);
});
