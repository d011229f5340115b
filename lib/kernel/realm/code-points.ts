/** Jupyter counts positions in code points, JavaScript in UTF-16 units: 𝜎 is one of those and two of these. */
export function unitsFromCodePoints(text: string, codePoints: number): number {
  let units = 0;
  for (let seen = 0; seen < codePoints && units < text.length; seen++) {
    units += text.codePointAt(units)! > 0xffff ? 2 : 1;
  }
  return units;
}

export function codePointsFromUnits(text: string, units: number): number {
  return [...text.slice(0, units)].length;
}
