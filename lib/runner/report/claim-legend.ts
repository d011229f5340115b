/** What the marks of a claim's picture stand for. */
export function renderLegend(): string {
  const sample = (content: string) =>
    `<svg class="scale" viewBox="0 0 18 18" width="18" height="18" aria-hidden="true">${content}</svg>`;
  return (
    '<p class="key">' +
    `<span>${sample('<path class="published" d="M9 2L16 9L9 16L2 9Z"/>')}published</span>` +
    `<span>${sample('<line class="bar" x1="1" x2="17" y1="9" y2="9"/><circle class="dot" cx="9" cy="9" r="3.6"/>')}` +
    "measured, with the standard errors its rule allows</span>" +
    `<span>${sample('<path class="rival" d="M5 5L13 13M5 13L13 5"/>')}rival: the value under “no effect”</span></p>`
  );
}
