import { mutedInk } from "./palette";
import { markup } from "./text";

/** Pixels that the slider and the buttons take below a plot: with the axis's numbers and title, and without an axis. */
export const sliderRoom = { belowAxis: 142, belowPicture: 92 } as const;

const immediately = { mode: "immediate", transition: { duration: 0 } } as const;

/**
 * The parts of a layout that move a figure through its frames: a slider with a step for each label and the buttons that
 * play it, below the title of the x axis where there is one. Frame i of the figure has to have the name `String(i)`.
 */
export function sliderLayout(
  labels: readonly string[],
  { belowAxis = true }: { readonly belowAxis?: boolean } = {},
) {
  const drop = belowAxis ? 62 : 12;
  return { sliders: [slider(labels, drop)], updatemenus: [playButtons(drop + 26)] };
}

/** The words that all labels begin with, with the space behind them: said once instead of at every step. */
export function commonWords(labels: readonly string[]): string {
  let length = 0;
  while (
    labels.length > 1 &&
    labels.every((label) => label.length > length && label[length] === labels[0][length])
  ) {
    length++;
  }
  return labels[0].slice(0, labels[0].lastIndexOf(" ", Math.max(0, length - 1)) + 1);
}

/** Right of the buttons. */
function slider(labels: readonly string[], drop: number) {
  const prefix = commonWords(labels);
  return {
    active: 0,
    x: 0.2,
    len: 0.8,
    y: 0,
    yanchor: "top",
    pad: { t: drop },
    currentvalue: { visible: true, prefix: markup(prefix), xanchor: "left", font: { size: 13 } },
    font: { size: 11, color: mutedInk },
    bordercolor: "#B4BEC8",
    steps: labels.map((label, index) => ({
      label: markup(label.slice(prefix.length)),
      method: "animate",
      args: [[String(index)], { ...immediately, frame: { duration: 0, redraw: true } }],
    })),
  };
}

function playButtons(drop: number) {
  return {
    type: "buttons",
    direction: "left",
    showactive: false,
    x: 0,
    xanchor: "left",
    y: 0,
    yanchor: "top",
    pad: { t: drop },
    font: { size: 12 },
    bordercolor: "#B4BEC8",
    buttons: [
      {
        label: "Play",
        method: "animate",
        args: [null, { ...immediately, fromcurrent: true, frame: { duration: 700, redraw: true } }],
      },
      {
        label: "Pause",
        method: "animate",
        args: [[null], { ...immediately, frame: { duration: 0, redraw: false } }],
      },
    ],
  };
}
