/** What a curve stands for; it has the same colour and marker in every chart of the workbook. */
export type ColourRole =
  | "replace"
  | "accumulate"
  | "accumulate and subsample"
  | "anchor"
  | "augment"
  | "fresh"
  | "mix"
  | "verify"
  | "real"
  | "synthetic"
  | "theory"
  | "published"
  | "neutral";

interface Appearance {
  readonly colour: string;
  readonly symbol: string;
}

/**
 * Okabe and Ito's colours ("Color Universal Design", 2008), which people with any common colour blindness tell
 * apart, with two of Paul Tol's for the rarer regimes. Yellow is left out: it vanishes on white. Indigo (Tol's) and
 * charcoal serve charts of nine or ten series, such as the ten digits, and go by their markers beside blue.
 */
export const okabeIto = {
  blue: "#0072B2",
  orange: "#E69F00",
  green: "#009E73",
  vermillion: "#D55E00",
  purple: "#CC79A7",
  sky: "#56B4E9",
  wine: "#882255",
  olive: "#999933",
  indigo: "#332288",
  charcoal: "#444444",
} as const;

/** Colour of text and of closed forms. */
export const ink = "#1F2933";
/** Colour of subtitles, axis numbers and reference labels. */
export const mutedInk = "#5A6672";

const appearances: Readonly<Record<ColourRole, Appearance>> = {
  replace: { colour: okabeIto.vermillion, symbol: "circle" },
  accumulate: { colour: okabeIto.blue, symbol: "square" },
  "accumulate and subsample": { colour: okabeIto.sky, symbol: "diamond" },
  anchor: { colour: okabeIto.green, symbol: "triangle-up" },
  augment: { colour: okabeIto.orange, symbol: "triangle-down" },
  fresh: { colour: okabeIto.purple, symbol: "pentagon" },
  mix: { colour: okabeIto.olive, symbol: "hexagon" },
  verify: { colour: okabeIto.wine, symbol: "star" },
  real: { colour: "#6B7785", symbol: "circle" },
  synthetic: { colour: okabeIto.orange, symbol: "circle" },
  theory: { colour: ink, symbol: "line-ew" },
  published: { colour: ink, symbol: "diamond-open" },
  neutral: { colour: "#6B7785", symbol: "circle" },
};

const categorical: readonly Appearance[] = [
  { colour: okabeIto.blue, symbol: "circle" },
  { colour: okabeIto.orange, symbol: "square" },
  { colour: okabeIto.green, symbol: "diamond" },
  { colour: okabeIto.vermillion, symbol: "triangle-up" },
  { colour: okabeIto.purple, symbol: "triangle-down" },
  { colour: okabeIto.sky, symbol: "pentagon" },
  { colour: okabeIto.wine, symbol: "hexagon" },
  { colour: okabeIto.olive, symbol: "star" },
  { colour: okabeIto.indigo, symbol: "cross" },
  { colour: okabeIto.charcoal, symbol: "x" },
];

const roleNames: readonly [RegExp, ColourRole][] = [
  [/^accumulate.*subsample/i, "accumulate and subsample"],
  [/^accumulate/i, "accumulate"],
  [/^replace/i, "replace"],
  [/^anchor/i, "anchor"],
  [/^augment/i, "augment"],
  [/^fresh/i, "fresh"],
  [/^mix(ed|\b)/i, "mix"],
  [/^verif/i, "verify"],
  [/^(real|original)\b/i, "real"],
  [/^synthetic\b/i, "synthetic"],
  [/^(theory|closed form)\b/i, "theory"],
  [/^published\b/i, "published"],
];

/** The role that a name such as "replace" or "anchor 10 %" speaks of, if any. */
export function roleOfName(name: string): ColourRole | undefined {
  return roleNames.find(([pattern]) => pattern.test(name))?.[1];
}

/** Colour of a role, as `#RRGGBB`. */
export function colourOf(role: ColourRole): string {
  return appearances[role].colour;
}

export interface Styled {
  readonly name: string;
  readonly role?: ColourRole;
  /** Overrides the colour of the role, as `#RRGGBB`. */
  readonly colour?: string;
}

/**
 * Colour and marker of every series of one chart. A role wins, then the role that the name speaks of, then the next
 * free categorical colour. Series that share a role get shades of its colour, from light to dark.
 */
export function appearancesOf(series: readonly Styled[]): Appearance[] {
  const roles = series.map((one) => one.role ?? roleOfName(one.name));
  const taken = new Set(roles.flatMap((role) => (role ? [appearances[role].colour] : [])));
  const free = categorical.filter(({ colour }) => !taken.has(colour));
  const choices = free.length > 0 ? free : categorical;
  let next = 0;
  return series.map((one, index) => {
    const role = roles[index];
    if (one.colour || !role) {
      const choice = choices[next++ % choices.length];
      return { colour: one.colour ?? choice.colour, symbol: choice.symbol };
    }
    const sharing = roles.flatMap((other, i) => (other === role ? [i] : []));
    const { colour, symbol } = appearances[role];
    return { colour: shade(colour, sharing.indexOf(index), sharing.length), symbol };
  });
}

/** Shade `index` of `count` of a colour: light first, dark last, the colour itself when alone. */
export function shade(colour: string, index: number, count: number): string {
  if (count === 1) {
    return colour;
  }
  const position = (2 * index) / (count - 1) - 1;
  return mixed(colour, position < 0 ? "#FFFFFF" : "#000000", 0.55 * Math.abs(position));
}

/** The colour a third of the way to black: outlines over points of the colour itself. */
export function darker(colour: string): string {
  return mixed(colour, "#000000", 0.35);
}

/** The colour with an opacity, as `rgba(…)`. */
export function transparent(colour: string, opacity: number): string {
  return `rgba(${channels(colour).join(", ")}, ${opacity})`;
}

/** The colour at a place of a scale from white (0) to the colour itself (1). */
export function scaleColour(colour: string, place: number): string {
  return mixed("#FFFFFF", colour, place);
}

function mixed(colour: string, other: string, share: number): string {
  const target = channels(other);
  const mixture = channels(colour).map((value, i) => Math.round(value + (target[i] - value) * share));
  return `#${mixture.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}

function channels(colour: string): number[] {
  if (!/^#[0-9a-f]{6}$/i.test(colour)) {
    throw new RangeError(`a chart colour needs the form #RRGGBB, got "${colour}"`);
  }
  return [1, 3, 5].map((start) => Number.parseInt(colour.slice(start, start + 2), 16));
}
