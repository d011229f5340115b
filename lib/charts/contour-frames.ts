import { axisLayout } from "./axis";
import { requireSome } from "./checks";
import type { Figure } from "./figure";
import { mutedInk } from "./palette";
import { type PanelContent, panelTraces, type SharedAxes } from "./panel-content";
import { requireScales, withFixedRanges } from "./ranges";
import { smallMultiples } from "./small-multiples";
import { withSummary } from "./summary";
import { type ChartHeading, chartFrame } from "./template";
import { markup } from "./text";
import { numbersAlong, singlePanel, type Trace } from "./trace";

export interface ContourFramesSettings extends ChartHeading, SharedAxes {
  /** One picture a generation. All frames hold the same kinds of content: groups and series of the same names. */
  readonly frames: readonly PanelContent[];
  /** Columns of the still picture. */
  readonly columns?: number;
  /** Whether one unit is as long on x as on y. Default false. */
  readonly equalScale?: boolean;
}

/**
 * Pictures over generations as one figure with a slider and a play button; where nothing can move (PNG), the same
 * pictures side by side (`smallMultiples`).
 *
 * @throws RangeError naming the frame, when frames differ in kind, or a number cannot be drawn
 */
export function contourFrames(settings: ContourFramesSettings): Figure {
  const builder = "contourFrames";
  const { frames, equalScale = false, columns } = settings;
  requireSome(builder, "frame", frames);
  requireScales(builder, settings, equalScale);
  const panel = singlePanel(builder);
  const drawn = frames.map((content) => panelTraces(panel, content, settings));
  requireSameKinds(builder, frames, drawn);
  const [first, ...later] = drawn;
  const same = later.map((traces) =>
    traces.map((trace, i) => ({ ...trace, showlegend: first[i].showlegend })),
  );
  const all = [first, ...same];
  const sized = equalScale ? { ...settings, width: settings.width ?? 640 } : settings;
  const frame = chartFrame(builder, sized, [...panel.legend], {
    bottom: 142,
    defaultHeight: equalScale ? 720 : 560,
  });
  const plot = { width: frame.plotWidth, height: frame.plotHeight };
  const axes = withFixedRanges(settings, all.flat(), plot, equalScale);
  return {
    ...withSummary({
      data: first,
      layout: {
        ...frame.layout,
        hovermode: "closest",
        xaxis: axisLayout(builder, axes.x, numbersAlong(all.flat(), "x")),
        yaxis: axisLayout(builder, axes.y, numbersAlong(all.flat(), "y")),
        sliders: [slider(frames)],
        updatemenus: [playButtons()],
      },
      frames: all.map((data, index) => ({ name: String(index), data })),
    }),
    still: smallMultiples({
      title: settings.title,
      subtitle: settings.subtitle,
      x: settings.x,
      y: settings.y,
      panels: frames,
      columns,
      equalScale,
    }),
  };
}

function requireSameKinds(
  builder: string,
  frames: readonly PanelContent[],
  drawn: readonly (readonly Trace[])[],
): void {
  const kinds = (traces: readonly Trace[]) => traces.map(({ type, name }) => `${type} ${name}`).join(", ");
  drawn.forEach((traces, index) => {
    if (kinds(traces) !== kinds(drawn[0])) {
      throw new RangeError(
        `${builder} needs frames of the same kind: "${frames[0].label}" holds ${kinds(drawn[0])}, ` +
          `"${frames[index].label}" holds ${kinds(traces)}`,
      );
    }
  });
}

const immediately = { mode: "immediate", transition: { duration: 0 } } as const;

/** Below the title of the x axis, right of the buttons. */
function slider(frames: readonly PanelContent[]) {
  const prefix = commonWords(frames.map(({ label }) => label));
  return {
    active: 0,
    x: 0.2,
    len: 0.8,
    y: 0,
    yanchor: "top",
    pad: { t: 62 },
    currentvalue: { visible: true, prefix: markup(prefix), xanchor: "left", font: { size: 13 } },
    font: { size: 11, color: mutedInk },
    bordercolor: "#B4BEC8",
    steps: frames.map(({ label }, index) => ({
      label: markup(label.slice(prefix.length)),
      method: "animate",
      args: [[String(index)], { ...immediately, frame: { duration: 0, redraw: true } }],
    })),
  };
}

/** The words that all labels begin with, said once above the slider instead of at every step. */
function commonWords(labels: readonly string[]): string {
  let length = 0;
  while (
    labels.length > 1 &&
    labels.every((label) => label.length > length && label[length] === labels[0][length])
  ) {
    length++;
  }
  return labels[0].slice(0, labels[0].lastIndexOf(" ", Math.max(0, length - 1)) + 1);
}

function playButtons() {
  return {
    type: "buttons",
    direction: "left",
    showactive: false,
    x: 0,
    xanchor: "left",
    y: 0,
    yanchor: "top",
    pad: { t: 88 },
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
