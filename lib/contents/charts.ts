/**
 * Records → figures in one style.
 *
 * @module
 */

export type { AxisSettings } from "../charts/axis";
export { type BarChartSettings, type BarSeries, barChart } from "../charts/bar-chart";
export { thin } from "../charts/compact";
export type { Contour } from "../charts/contour";
export { type ContourFramesSettings, contourFrames } from "../charts/contour-frames";
export { type EllipseShape, ellipseOutline, type Outline } from "../charts/ellipse";
export { type Figure, type FrontEnd, frontEndKey, type MimeBundle } from "../charts/figure";
export { showMarkdown } from "../charts/front-end";
export { type ColourAxis, type HeatMapSettings, heatMap } from "../charts/heat-map";
export { type HistogramChartSettings, type HistogramSample, histogramChart } from "../charts/histogram-chart";
export { type ImageFramesSettings, imageFrames } from "../charts/image-frames";
export { type ImageGridSettings, imageGrid } from "../charts/image-grid";
export type { ImageFrame, ImagePixels, ImageRow } from "../charts/image-strip";
export { type LineChartSettings, lineChart } from "../charts/line-chart";
export type { LineSeries } from "../charts/line-series";
export { mixtureContour } from "../charts/mixture-contour";
export { type ColourRole, colourOf, okabeIto, type Styled } from "../charts/palette";
export type { PanelContent, SharedAxes } from "../charts/panel-content";
export { type ProgressReport, progress } from "../charts/progress";
export type { Reference } from "../charts/reference";
export { type BandedCurve, estimateCurve, meanCurve, medianCurve } from "../charts/replicate-curve";
export { type CurveSummary, summarizeReplicateQuantiles, summarizeReplicates } from "../charts/replicates";
export { type RidgelineChartSettings, ridgelineChart } from "../charts/ridgeline-chart";
export { type ScatterChartSettings, scatterChart } from "../charts/scatter-chart";
export type { Coordinates, ScatterGroup } from "../charts/scatter-groups";
export { showClaims } from "../charts/show-claims";
export { showData } from "../charts/show-data";
export { type ContinuedPrompt, type NamedText, showTexts, type TextsSettings } from "../charts/show-texts";
export { type SmallMultiplesSettings, smallMultiples } from "../charts/small-multiples";
export { figureToPng, figureToSvg, type ImageSize } from "../charts/static/image";
export { show } from "../charts/static/show";
export { describeFigure } from "../charts/summary";
export { type FrameLike, showTable, type TableRows, type TableSettings } from "../charts/table";
export type { ChartHeading } from "../charts/template";
export { fontCovers } from "../charts/text";
