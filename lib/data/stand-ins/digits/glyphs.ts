/** A place in a glyph: to the right and down, with the digit's height as unit. */
export type Place = readonly [right: number, down: number];

/** The places that the pen passes without being lifted, joined smoothly; a place given twice is a corner. */
export type Stroke = readonly Place[];

/** One way to write a digit, and how common it is among the ways to write this digit (shares sum to 1). */
export interface Glyph {
  readonly share: number;
  readonly strokes: readonly Stroke[];
}

/** Ways to write each digit from 0 to 9, drawn by eye for this project; places in hundredths of the height. */
export const glyphs: readonly (readonly Glyph[])[] = [
  // 0
  [
    { share: 0.4, strokes: readStrokes("42,0 16,12 3,45 8,82 30,100 53,88 66,52 60,16 40,1") },
    { share: 0.35, strokes: readStrokes("56,10 32,0 10,22 2,58 18,95 44,98 64,70 66,34 50,6 30,3") },
    { share: 0.25, strokes: readStrokes("46,2 16,16 0,50 12,86 42,100 74,84 84,46 70,12 40,1") },
  ],
  // 1
  [
    { share: 0.62, strokes: readStrokes("10,0 10,50 10,100") },
    { share: 0.24, strokes: readStrokes("14,0 13,50 2,100") },
    { share: 0.1, strokes: readStrokes("0,22 12,12 20,0 20,0 20,50 20,100") },
    { share: 0.04, strokes: readStrokes("0,20 22,0 22,0 22,50 22,100", "2,100 22,99 44,100") },
  ],
  // 2
  [
    { share: 0.5, strokes: readStrokes("4,22 20,3 45,2 58,20 48,48 26,75 2,97 2,97 30,95 68,96") },
    { share: 0.35, strokes: readStrokes("6,18 28,0 54,10 58,34 42,64 22,90 6,95 3,82 18,76 40,88 76,94") },
    { share: 0.15, strokes: readStrokes("8,14 34,0 60,14 56,42 30,70 4,94 4,94 30,86 52,96 80,90") },
  ],
  // 3
  [
    {
      share: 0.6,
      strokes: readStrokes("4,13 24,0 50,6 53,27 38,43 20,48 20,48 46,52 60,70 50,92 25,100 0,92"),
    },
    { share: 0.25, strokes: readStrokes("6,8 34,0 56,13 46,34 24,46 50,54 62,74 44,96 18,100 0,88") },
    {
      share: 0.15,
      strokes: readStrokes("4,3 30,2 56,2 56,2 40,20 24,40 24,40 50,47 60,70 46,94 20,100 0,92"),
    },
  ],
  // 4
  [
    { share: 0.4, strokes: readStrokes("10,6 4,28 3,52 3,52 30,55 62,50", "58,0 54,34 50,66 48,100") },
    { share: 0.4, strokes: readStrokes("8,8 2,32 10,54 32,54 52,34 60,0 60,0 55,34 50,66 46,100") },
    { share: 0.2, strokes: readStrokes("46,0 24,28 0,58 0,58 34,60 70,57", "47,2 46,34 45,68 44,100") },
  ],
  // 5
  [
    {
      share: 0.5,
      strokes: readStrokes("14,4 10,22 6,42 6,42 32,37 55,52 56,78 38,97 16,100 0,90", "14,4 38,4 66,0"),
    },
    {
      share: 0.35,
      strokes: readStrokes("66,2 40,3 16,4 16,4 12,24 8,42 8,42 36,40 54,58 52,84 30,100 0,94"),
    },
    { share: 0.15, strokes: readStrokes("68,3 38,2 14,16 16,36 40,50 52,72 38,96 16,100 0,90") },
  ],
  // 6
  [
    { share: 0.5, strokes: readStrokes("48,0 24,20 6,52 6,84 26,100 50,88 54,66 36,54 10,70") },
    { share: 0.35, strokes: readStrokes("28,0 12,32 2,70 14,96 38,98 52,78 40,60 18,66 6,82") },
    { share: 0.15, strokes: readStrokes("60,4 30,12 8,40 2,72 18,98 46,96 58,76 42,60 8,66") },
  ],
  // 7
  [
    { share: 0.55, strokes: readStrokes("0,9 30,4 60,3 60,3 46,34 32,66 22,100") },
    { share: 0.3, strokes: readStrokes("2,20 5,5 5,5 34,5 58,6 56,34 46,66 38,100") },
    { share: 0.15, strokes: readStrokes("0,6 30,4 62,3 62,3 48,34 34,66 24,100", "14,52 38,50 62,48") },
  ],
  // 8
  [
    {
      share: 0.6,
      strokes: readStrokes("54,14 32,0 10,12 14,32 34,48 52,68 46,92 24,100 5,86 12,64 34,46 53,28 52,10"),
    },
    {
      share: 0.25,
      strokes: readStrokes(
        "30,1 10,12 12,36 32,47 50,34 50,12 30,1",
        "30,47 6,62 6,88 30,100 54,86 54,62 32,47",
      ),
    },
    { share: 0.15, strokes: readStrokes("60,6 34,2 14,16 22,38 40,56 46,82 26,100 6,88 14,64 40,42 60,16") },
  ],
  // 9
  [
    { share: 0.55, strokes: readStrokes("54,12 32,0 8,14 6,36 26,46 48,32 55,8 55,8 52,38 46,70 40,100") },
    { share: 0.3, strokes: readStrokes("52,18 34,2 10,12 5,36 24,48 46,38 54,16 56,44 48,78 28,100 4,94") },
    { share: 0.15, strokes: readStrokes("44,4 16,6 2,26 14,44 38,36 52,10 52,10 42,40 30,70 18,100") },
  ],
];

/** Strokes from places such as "42,0 16,12 3,45". */
function readStrokes(...strokes: readonly string[]): Stroke[] {
  return strokes.map((places) =>
    places.split(" ").map((place): Place => {
      const [right, down] = place.split(",").map(Number);
      return [right! / 100, down! / 100];
    }),
  );
}
