/** Rows as CSV that spreadsheets read as what it is: quoted where it has to be, lines ended as RFC 4180 says. */
export function csvText(rows: readonly (readonly (string | number)[])[]): string {
  return rows.map((row) => `${row.map(csvField).join(",")}\r\n`).join("");
}

/** One value of a row: text quoted where it has to be, and never a formula. */
export function csvField(value: string | number): string {
  const text = typeof value === "number" ? String(value) : withoutFormula(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A text that a spreadsheet would take for a formula, behind an apostrophe; any other as it is. */
export function withoutFormula(text: string): string {
  return /^[\s\p{Cc}]*[=+\-@＝＋－＠]/u.test(text) || /^[\t\r\n]/.test(text) ? `'${text}` : text;
}
