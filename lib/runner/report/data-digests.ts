import { escapeHtml } from "../../claims/escape-html";
import type { DataNote } from "../execution/collect";
import { plainText } from "../terminal/plain-text";

/** Data sets with their digests, in a line each. */
export function describeData(data: readonly DataNote[]): string {
  if (data.length === 0) return "none: everything is drawn from the seed";
  return data
    .map(({ name, source, files = [] }) => {
      const what = source === "stand-in" ? " (generated stand-in)" : renderDigests(files);
      return `<div>${escapeHtml(plainText(name))}${what}</div>`;
    })
    .join("");
}

/** What was read, with the digest of each file: its first digits, and all of them under the mouse. */
export function renderDigests(files: NonNullable<DataNote["files"]>): string {
  const items = files.map(
    ({ path, sha256 }) =>
      `<li>${escapeHtml(plainText(path))} <code title="SHA-256 ${sha256}">${sha256.slice(0, 12)}…</code></li>`,
  );
  return items.length === 0 ? "" : `<ul class="digests">${items.join("")}</ul>`;
}
