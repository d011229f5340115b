import { axisLayout } from "./axis";
import { requireSome } from "./checks";
import type { Figure } from "./figure";
import { type PanelContent, panelTraces, type SharedAxes } from "./panel-content";
import { requireScales, withFixedRanges } from "./ranges";
import { sliderLayout, sliderRoom } from "./slider";
import { smallMultiples } from "./small-multiples";
import { withSummary } from "./summary";
import { type ChartHeading, chartFrame } from "./template";
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
 * Pictures over generations (densities, clouds of points by class, curves) as one figure with a slider and a play button;
 * where nothing can move (PNG), the same pictures side by side (`smallMultiples`). A class that dies out keeps an empty
 * group.
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
    bottom: sliderRoom.belowAxis,
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
        ...sliderLayout(frames.map(({ label }) => label)),
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
