import type { ModelFile } from "../../data/models";
import type { FetchListener } from "../../data/sources/fetch-model";
import type { Terminal } from "../../runner/terminal/progress";

const states = {
  there: "is there",
  damaged: "was another file, set aside as .damaged; downloading",
  missing: "downloading",
} as const;

/** Shows a model's files as they come: a line each, redrawn on a terminal. Close it however the download ends. */
export function fetchDisplay(terminal: Terminal): FetchListener & { close(): void } {
  const inPlace = terminal.isTTY === true;
  let shown = "";
  const end = () => {
    if (shown !== "") terminal.write("\n");
    shown = "";
  };
  const draw = (text: string) => {
    if (text === shown) return;
    // What was longer before is written over.
    terminal.write(`\r${text.padEnd(shown.length)}`);
    shown = text;
  };
  return {
    found: (file, state) => {
      const line = `${nameOf(file)}  ${states[state]}`;
      if (!inPlace || state !== "missing") terminal.write(`${line}\n`);
      else draw(line);
    },
    received: (file, bytes) => {
      const share = Math.min(100, Math.floor((100 * bytes) / file.bytes));
      if (inPlace) draw(`${nameOf(file)}  downloading ${share} %`);
    },
    fetched: (file) => {
      const line = `${nameOf(file)}  downloaded and checked`;
      if (inPlace) draw(line);
      else terminal.write(`${line}\n`);
      end();
    },
    close: end,
  };
}

function nameOf({ path, bytes }: ModelFile): string {
  return `${path} (${describeSize(bytes)})`;
}

/** Bytes for people: "651 B", "899 kB", "251 MB". */
export function describeSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1e6 ? `${Math.round(bytes / 1000)} kB` : `${Math.round(bytes / 1e6)} MB`;
}
