import { createMessage, type MessageContent } from "../../kernel/wire/message";
import { OutputCollector } from "../../runner/execution/outputs";
import type { Output, OutputData } from "../../runner/notebook/format";
import { isBundle } from "../../runner/notebook/format";

/** What a page of feedback can show. Everything else that a cell displays stays here. */
const shown = ["text/plain", "text/html", "text/markdown", "image/png", "image/jpeg", "image/svg+xml"];

/** What one cell shows. It comes from code that nobody trusts: types are checked, and only texts go on. */
export class CellOutputs {
  readonly #collector = new OutputCollector();

  receive(type: string, content: unknown): void {
    if (typeof content !== "object" || content === null) return;
    this.#collector.receive(0, createMessage(type, content as MessageContent, undefined, ""));
  }

  /** Written past JavaScript's own streams. */
  raw(name: "stdout" | "stderr", text: string): void {
    this.receive("stream", { name, text });
  }

  all(): Output[] {
    return this.#collector
      .outputsOf(0)
      .map((output) => (isBundle(output) ? { ...output, data: textsOf(output.data), metadata: {} } : output));
  }
}

function textsOf(data: OutputData): OutputData {
  const isRecord = typeof data === "object" && data !== null;
  const entries = isRecord ? Object.entries(data) : [];
  return Object.fromEntries(
    entries.filter(([type, text]) => shown.includes(type) && typeof text === "string"),
  );
}
