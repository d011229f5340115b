const linesAround = 2;

const red = (text: string): string => `\u001b[31m${text}\u001b[39m`;
const dim = (text: string): string => `\u001b[2m${text}\u001b[22m`;

/** The lines around a place in a cell, with the place marked. Numbers begin at 1. */
export function excerpt(code: string, line: number, column: number): string[] {
  const lines = code.split("\n");
  const first = Math.max(1, line - linesAround);
  const last = Math.min(lines.length, line + linesAround);
  const width = String(last).length;
  const shown: string[] = [];
  for (let number = first; number <= last; number++) {
    const text = `${String(number).padStart(width)} | ${lines[number - 1]}`;
    shown.push(number === line ? `${red(">")} ${text}` : dim(`  ${text}`));
    if (number === line) shown.push(`  ${" ".repeat(width)} | ${" ".repeat(column - 1)}${red("^")}`);
  }
  return shown;
}

/** An error's first line in a traceback. */
export function errorLine(name: string, message: string): string {
  return message === "" ? red(name) : `${red(name)}: ${message}`;
}
