import type { Message, MessageContent } from "../../kernel/wire/message";
import type { Output, OutputData } from "../notebook/format";

/** An output beside the identifier under which it can still change. */
interface Slot {
  output: Output;
  readonly displayId: string | undefined;
}

interface CellOutputs {
  readonly slots: Slot[];
  /** Cleared as soon as something new arrives: `clear_output` with `wait`. */
  clearNext: boolean;
  characters: number;
}

/** More text than this from one cell is a loop that prints without end: kept up to here, the rest counted. */
export const longestCellText = 10_000_000;

/** The outputs of a running notebook, as the published messages of its cells build them up. */
export class OutputCollector {
  readonly #cells = new Map<number, CellOutputs>();

  /** What the cell at an index shows by now. */
  outputsOf(cell: number): Output[] {
    return this.#cellAt(cell).slots.map(({ output }) => output);
  }

  /** Takes in one published message that belongs to the cell. */
  receive(cell: number, { header, content }: Message): void {
    switch (header.msg_type) {
      case "stream":
        this.#addStream(cell, content.name === "stderr" ? "stderr" : "stdout", String(content.text));
        break;
      case "display_data":
        this.#add(cell, displayOutput(content), displayIdOf(content));
        break;
      case "execute_result":
        this.#add(cell, resultOutput(content), displayIdOf(content));
        break;
      case "error":
        this.#add(cell, errorOutput(content));
        break;
      case "update_display_data":
        this.#update(content);
        break;
      case "clear_output":
        this.#clear(cell, content.wait === true);
        break;
    }
  }

  /** Adds an error of our own, such as a time limit. */
  addError(cell: number, ename: string, evalue: string, traceback: readonly string[]): void {
    this.#add(cell, { output_type: "error", ename, evalue, traceback });
  }

  #cellAt(cell: number): CellOutputs {
    const found = this.#cells.get(cell) ?? { slots: [], clearNext: false, characters: 0 };
    this.#cells.set(cell, found);
    return found;
  }

  /** Text that goes on in the same stream joins the output before it, as in Jupyter's own files. */
  #addStream(cell: number, name: "stdout" | "stderr", text: string): void {
    const outputs = this.#cellAt(cell);
    const room = longestCellText - outputs.characters;
    outputs.characters += text.length;
    if (room <= 0) return;
    const kept =
      text.length <= room
        ? text
        : `${text.slice(0, room)}\n… more than ${longestCellText} characters: the rest was cut off\n`;
    const last = outputs.slots.at(-1);
    if (!outputs.clearNext && last?.output.output_type === "stream" && last.output.name === name) {
      last.output = { ...last.output, text: last.output.text + kept };
    } else {
      this.#add(cell, { output_type: "stream", name, text: kept });
    }
  }

  #add(cell: number, output: Output, displayId?: string): void {
    const outputs = this.#cellAt(cell);
    if (outputs.clearNext) this.#clear(cell, false);
    outputs.slots.push({ output, displayId });
  }

  #clear(cell: number, wait: boolean): void {
    const outputs = this.#cellAt(cell);
    outputs.clearNext = wait;
    if (wait) return;
    outputs.slots.length = 0;
    outputs.characters = 0;
  }

  /** Changes every display with the identifier, in whichever cell it stands. */
  #update(content: MessageContent): void {
    const displayId = displayIdOf(content);
    if (displayId === undefined) return;
    for (const { slots } of this.#cells.values()) {
      for (const slot of slots) {
        if (slot.displayId === displayId) slot.output = { ...slot.output, ...dataOf(content) } as Output;
      }
    }
  }
}

function dataOf(content: MessageContent): { data: OutputData; metadata: Readonly<Record<string, unknown>> } {
  return {
    data: (content.data ?? {}) as OutputData,
    metadata: (content.metadata ?? {}) as Record<string, unknown>,
  };
}

function displayOutput(content: MessageContent): Output {
  return { output_type: "display_data", ...dataOf(content) };
}

function resultOutput(content: MessageContent): Output {
  const execution_count = content.execution_count as number | null;
  return { output_type: "execute_result", execution_count, ...dataOf(content) };
}

function displayIdOf(content: MessageContent): string | undefined {
  return (content.transient as { display_id?: string } | undefined)?.display_id;
}

function errorOutput(content: MessageContent): Output {
  const traceback = Array.isArray(content.traceback) ? content.traceback.map(String) : [];
  return {
    output_type: "error",
    ename: String(content.ename ?? "Error"),
    evalue: String(content.evalue ?? ""),
    traceback,
  };
}
