import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parseNotebook } from "../../lib/runner/notebook/read";
import { serializeNotebook } from "../../lib/runner/notebook/write";
import { findPython } from "../python";
import { codeCell, display, notebookOf, temporaryFolder, textCell } from "./fixtures";

const notebook = notebookOf([
  textCell("# Title\n\ntext"),
  codeCell(
    "const a = 1;\na",
    ["parameters"],
    [
      { output_type: "stream", name: "stdout", text: "one\ntwo" },
      display({
        "image/png": "aGVsbG8=",
        "text/plain": "a\nb",
        "application/vnd.plotly.v1+json": { data: [], layout: {} },
      }),
      { output_type: "execute_result", execution_count: 1, data: { "text/plain": "1" }, metadata: {} },
      { output_type: "error", ename: "Error", evalue: "no", traceback: ["Error: no"] },
    ],
  ),
  codeCell(""),
]);

describe("notebook files", () => {
  test("are read back as they were written", () => {
    const text = serializeNotebook(notebook);
    expect(parseNotebook(text, "a.ipynb")).toEqual(notebook);
    expect(serializeNotebook(parseNotebook(text, "a.ipynb"))).toBe(text);
    expect(JSON.parse(text)).toMatchObject({ nbformat: 4, nbformat_minor: 5 });
  });

  test("texts may be one string, and cells of older formats get ids", () => {
    const old = {
      nbformat: 4,
      nbformat_minor: 2,
      metadata: {},
      cells: [
        {
          cell_type: "code",
          source: "a\nb",
          metadata: {},
          outputs: [{ output_type: "stream", name: "stdout", text: "x" }],
        },
      ],
    };
    const { cells } = parseNotebook(JSON.stringify(old), "old.ipynb");
    expect(cells[0]).toMatchObject({ id: "cell-1", source: "a\nb", execution_count: null });
  });

  test.each([
    ["{", /readNotebook needs JSON, got a\.ipynb/],
    ["{}", /needs a notebook of format 4\.0 to 4\.5, got format none in a\.ipynb/],
    ['{"nbformat":3,"nbformat_minor":0}', /got format 3\.0/],
    ['{"nbformat":4,"cells":[{"cell_type":"heading"}]}', /got "heading" in cell 1 of a\.ipynb/],
    [
      '{"nbformat":4,"cells":[{"cell_type":"code","outputs":[{"output_type":"pyout"}]}]}',
      /output of unknown type pyout/,
    ],
  ])("%s is refused", (text, message) => {
    expect(() => parseNotebook(text, "a.ipynb")).toThrow(RangeError);
    expect(() => parseNotebook(text, "a.ipynb")).toThrow(message);
  });
});

const python = await findPython(["nbformat"]);
if (python === undefined) {
  console.warn(
    "SKIPPED: Jupyter's own check of the notebooks we write. Name a Python that has nbformat in JUPYTER_PYTHON.",
  );
}

describe.skipIf(python === undefined)("Jupyter's nbformat", () => {
  test("finds what we write valid", () => {
    const folder = temporaryFolder();
    try {
      const path = join(folder.path, "a.ipynb");
      writeFileSync(path, serializeNotebook(notebook));
      const check =
        "import nbformat, sys; nbformat.validate(nbformat.read(sys.argv[1], as_version=nbformat.NO_CONVERT))";
      execFileSync(python!, ["-W", "error", "-c", check, path]);
    } finally {
      folder.remove();
    }
  });
});
