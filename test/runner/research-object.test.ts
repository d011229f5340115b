import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { NotebookRun } from "../../lib/runner/execution/run";
import { openOutputFolder } from "../../lib/runner/report/output-folder";
import { claimOf, contentsOf, runOf } from "./fixtures";

/** In place of Plotly's 4.8 MB. */
vi.mock("../../lib/charts/static/plotly-source", async (original) => ({
  ...(await original<object>()),
  plotlySource: () => "window.Plotly = {};",
}));

type Entity = Readonly<Record<string, unknown>> & { readonly "@id": string };

const root = mkdtempSync(join(tmpdir(), "crate-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const path = "figures/01-a/01-chart";
const run = runOf({
  settings: { seed: 7, "odd name": "x" },
  claims: [
    claimOf({ source: "Jangjoo et al. 2026, fig. 1b" }),
    claimOf({ id: "b", source: "Kazdan et al. 2024, Collapse or Thrive" }),
  ],
  data: [
    {
      name: "old-faithful",
      source: "folder",
      note: "real",
      files: [{ path: "tables/geyser.csv", sha256: "ab".repeat(32) }],
    },
    { name: "mnist", source: "stand-in", note: "drawn" },
  ],
  figures: [{ path, title: "A chart", output: {} as never, content: { svg: "<svg/>", csv: "x\n1\n" } }],
});

describe("the folder of a report describes itself as an RO-Crate", () => {
  let graph: Entity[];
  let context: unknown;
  const find = (id: string) => graph.find((entity) => entity["@id"] === id)!;

  beforeAll(() => {
    const folder = openOutputFolder(root, join(__dirname, "../../notebooks"));
    folder.keep(`notebooks/${run.name}.ipynb`, run);
    const begun: NotebookRun = { ...runOf({ name: "02-b" }), status: "interrupted" };
    folder.finish(contentsOf([run, begun]));
    folder.release();
    const metadata = JSON.parse(readFileSync(join(root, "ro-crate-metadata.json"), "utf8"));
    graph = metadata["@graph"];
    context = metadata["@context"];
  });

  test("with the descriptor and the root that RO-Crate 1.1 asks for", () => {
    expect(context).toBe("https://w3id.org/ro/crate/1.1/context");
    expect(find("ro-crate-metadata.json")).toEqual({
      "@id": "ro-crate-metadata.json",
      "@type": "CreativeWork",
      about: { "@id": "./" },
      conformsTo: { "@id": "https://w3id.org/ro/crate/1.1" },
    });
    const { name, description, datePublished, license, ...dataset } = find("./");
    expect(dataset["@type"]).toBe("Dataset");
    expect([name, description].every((text) => typeof text === "string" && text !== "")).toBe(true);
    expect(datePublished).toBe("1970-01-01");
    expect(license).toEqual({ "@id": "https://spdx.org/licenses/MIT" });
  });

  test("in a flat graph in which every identifier stands once and every reference leads somewhere", () => {
    const ids = graph.map((entity) => entity["@id"]);
    expect(new Set(ids).size).toBe(ids.length);
    const referred = new Set<string>();
    for (const { "@id": _, ...properties } of graph) {
      JSON.stringify(properties, (name, value) => {
        if (name === "@id") referred.add(value);
        return value;
      });
    }
    const outside = new Set(["https://w3id.org/ro/crate/1.1", "http://schema.org/FailedActionStatus"]);
    expect([...referred].filter((id) => !ids.includes(id) && !outside.has(id))).toEqual([]);
    expect(graph.filter(({ "@type": type }) => type === undefined)).toEqual([]);
    for (const id of ids) expect(id).toMatch(/^(?:[\w./%-]+|#[\w./%-]+|https:\/\/[^\s"<>]+)$/);
  });

  test("with every file that is there, by relative path, size and digest", () => {
    const files = graph.filter((entity) => entity["@type"] === "File");
    expect(files.map((file) => file["@id"])).toEqual([
      "index.html",
      "claims.json",
      "notebooks/01-a.ipynb",
      `${path}.svg`,
      `${path}.csv`,
    ]);
    for (const file of files) {
      const place = join(root, file["@id"]);
      expect(existsSync(place)).toBe(true);
      expect(file.contentSize).toBe(String(statSync(place).size));
      expect(file.sha256).toBe(createHash("sha256").update(readFileSync(place)).digest("hex"));
    }
    expect(find("./").hasPart).toEqual(files.map((file) => ({ "@id": file["@id"] })));
  });

  test("with the run: software, command, times, settings and data, and whether it came to its end", () => {
    const action = find("#run");
    expect(action).toMatchObject({
      "@type": "CreateAction",
      name: "npm start",
      instrument: { "@id": "#software" },
      startTime: "1970-01-01T00:00:00.000Z",
      endTime: "1970-01-01T00:01:01.000Z",
      actionStatus: { "@id": "http://schema.org/FailedActionStatus" },
    });
    expect(find("./").mentions).toEqual([{ "@id": "#run" }]);
    expect((action.object as Entity[]).map((used) => find(used["@id"]).name)).toEqual([
      "seed of 01-a",
      "odd name of 01-a",
      "Old Faithful eruptions",
      "MNIST handwritten digits",
    ]);
    expect(find("#data/old-faithful").license).toMatch(/GPL/);
    expect(find("#data/mnist").license).toBeUndefined();
    expect(find("#digest/tables%2Fgeyser.csv").value).toBe("ab".repeat(32));
    expect(find("#software")).toMatchObject({ name: "model-collapse", softwareVersion: "9.8.7" });
    expect(find("#software/commit").value).toBe("c0ffee");
  });

  test("with the papers that its claims cite", () => {
    const articles = graph.filter((entity) => entity["@type"] === "ScholarlyArticle");
    expect(articles.map((article) => article["@id"])).toEqual([
      "https://doi.org/10.1103/156q-3ngc",
      "#paper/kazdan-2024",
    ]);
  });
});
