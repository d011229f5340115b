import { describe, expect, test } from "vitest";
import { createMessage } from "../../lib/kernel/wire/message";
import { cellFailure } from "../../lib/runner/execution/failure";
import { longestCellText, OutputCollector } from "../../lib/runner/execution/outputs";
import { progressIn } from "../../lib/runner/execution/progress-text";

const message = (type: string, content: Record<string, unknown>) =>
  createMessage(type, content, undefined, "session");
const stream = (text: string, name = "stdout") => message("stream", { name, text });
const shown = (text: string, displayId?: string, type = "display_data") =>
  message(type, {
    data: { "text/plain": text },
    metadata: {},
    transient: displayId ? { display_id: displayId } : {},
  });
const textsOf = (outputs: OutputCollector, cell: number) =>
  outputs
    .outputsOf(cell)
    .map((output) => ("text" in output ? output.text : "data" in output ? output.data["text/plain"] : ""));

describe("outputs of a running notebook", () => {
  test("neighbouring text of one stream is one output", () => {
    const outputs = new OutputCollector();
    for (const part of [stream("a"), stream("b"), stream("c", "stderr"), stream("d")])
      outputs.receive(0, part);
    expect(textsOf(outputs, 0)).toEqual(["ab", "c", "d"]);
  });

  test("a display is updated where it stands, also in an earlier cell", () => {
    const outputs = new OutputCollector();
    outputs.receive(0, shown("1 %", "bar"));
    outputs.receive(1, shown("1 %", "bar"));
    outputs.receive(2, shown("100 %", "bar", "update_display_data"));
    expect([0, 1, 2].map((cell) => textsOf(outputs, cell))).toEqual([["100 %"], ["100 %"], []]);
  });

  test("clear_output clears now, or with wait when something new comes", () => {
    const outputs = new OutputCollector();
    outputs.receive(0, stream("old"));
    outputs.receive(0, message("clear_output", { wait: true }));
    expect(textsOf(outputs, 0)).toEqual(["old"]);
    outputs.receive(0, stream("new"));
    expect(textsOf(outputs, 0)).toEqual(["new"]);
    outputs.receive(0, message("clear_output", { wait: false }));
    expect(textsOf(outputs, 0)).toEqual([]);
  });

  test("results and errors are kept as nbformat has them", () => {
    const outputs = new OutputCollector();
    outputs.receive(
      0,
      message("execute_result", { execution_count: 3, data: { "text/plain": "2" }, metadata: {} }),
    );
    outputs.receive(0, message("error", { ename: "RangeError", evalue: "no", traceback: ["a", "b"] }));
    outputs.receive(0, message("status", { execution_state: "busy" }));
    expect(outputs.outputsOf(0)).toEqual([
      { output_type: "execute_result", execution_count: 3, data: { "text/plain": "2" }, metadata: {} },
      { output_type: "error", ename: "RangeError", evalue: "no", traceback: ["a", "b"] },
    ]);
  });

  test("a cell that prints without end is cut off", () => {
    const outputs = new OutputCollector();
    const block = "x".repeat(longestCellText / 4);
    for (let count = 0; count < 12; count++) outputs.receive(0, stream(block));
    const text = String(textsOf(outputs, 0)[0]);
    expect(text.length).toBeLessThan(longestCellText + 200);
    expect(outputs.outputsOf(0)).toHaveLength(1);
  });
});

describe("progress", () => {
  test("is the last line shown, without control characters", () => {
    expect(progressIn(stream("first\n\u001b[32mgeneration 7\u001b[0m\n"))).toBe("generation 7");
    expect(progressIn(stream("1 %\r50 %\r"))).toBe("50 %");
    expect(progressIn(shown("half done", "bar", "update_display_data"))).toBe("half done");
    expect(progressIn(message("display_data", { data: { "image/png": "" } }))).toBeUndefined();
    expect(progressIn(stream("\n"))).toBeUndefined();
  });
});

describe("the failure of a cell", () => {
  const source = "function f() {\n  throw new RangeError('no');\n}\nf();";

  test("names the line the error points to", () => {
    const traceback = [
      "\u001b[31mRangeError\u001b[39m: no",
      "    at f (cell [2], 2:9)",
      "    at cell [2], 4:1",
    ];
    const outputs = [{ output_type: "error", ename: "RangeError", evalue: "no", traceback }] as const;
    expect(cellFailure(2, source, outputs, {})).toMatchObject({
      cell: 2,
      line: 2,
      sourceLine: "throw new RangeError('no');",
      name: "RangeError",
      message: "no",
    });
  });

  test("does not take the line of another cell for one of this", () => {
    const traceback = ["    at f (cell [1], 2:9)", "    at cell [2], 4:1"];
    expect(cellFailure(2, source, [], { ename: "Error", evalue: "no", traceback })).toMatchObject({
      line: 4,
    });
  });

  test("is known from the reply alone", () => {
    expect(cellFailure(1, source, [], { ename: "Error", evalue: "no" })).toEqual({
      cell: 1,
      name: "Error",
      message: "no",
      traceback: [],
    });
  });
});
