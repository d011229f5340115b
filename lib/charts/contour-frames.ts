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
  const { frames, equalScale = false, columns, height: _height, ...rest } = settings;
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
  const frame = chartFrame(builder, settings, [...panel.legend], { bottom: 142, defaultHeight: 560 });
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
    still: smallMultiples({ ...rest, panels: frames, columns, equalScale }),
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
  return {
    active: 0,
    x: 0.13,
    len: 0.87,
    y: 0,
    yanchor: "top",
    pad: { t: 62 },
    currentvalue: { visible: true, xanchor: "left", font: { size: 13 } },
    font: { size: 11, color: mutedInk },
    bordercolor: "#B4BEC8",
    steps: frames.map(({ label }, index) => ({
      label: markup(label),
      method: "animate",
      args: [[String(index)], { ...immediately, frame: { duration: 0, redraw: true } }],
    })),
  };
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
