import type { Terminal } from "./progress";

const redrawSeconds = 0.2;
const reportSeconds = 15;

/** Lines about what is going on, below the lines that stay. */
export interface LiveLines {
  /** Writes lines that stay. */
  print(lines: readonly string[]): void;
  /** Stops drawing; call it however the work ends. */
  close(): void;
}

/** Shows what `lines` gives: redrawn in place on a terminal, else written now and then. */
export function liveLines(terminal: Terminal, lines: () => readonly string[]): LiveLines {
  const inPlace = terminal.isTTY === true;
  let drawn = 0;
  const erase = () => {
    if (drawn > 0) terminal.write(`\u001b[${drawn}A\u001b[J`);
    drawn = 0;
  };
  const write = (texts: readonly string[]) => {
    for (const line of texts) terminal.write(`${line}\n`);
  };
  const draw = () => {
    const texts = lines();
    erase();
    write(texts);
    drawn = texts.length;
  };
  const report = () => write(lines());
  const timer = setInterval(inPlace ? draw : report, (inPlace ? redrawSeconds : reportSeconds) * 1000);
  timer.unref();
  return {
    print: (texts) => {
      if (inPlace) erase();
      write(texts);
      if (inPlace) draw();
    },
    close: () => {
      clearInterval(timer);
      if (inPlace) erase();
    },
  };
}
