import { existsSync } from "node:fs";
import type { ComputePart, Crew } from "../crew";
import type { Layout } from "../gaussian-mixture/layout";
import { type Engine, processChunk, sumChunks } from "../gaussian-mixture/pass";
import { createWorkspace } from "../gaussian-mixture/workspace";
import { compiledFile, createCrew, shareNumbers } from "./crew";

/** What the threads of a fit share. The kind of a pass is 1 when it gathers moments, 0 for the log-likelihood alone. */
export interface SharedFit {
  readonly layout: Layout;
  readonly values: Float64Array;
  readonly parameters: Float64Array;
}

/** The engine on `workers` threads, the calling one included: same digits as on one. */
export function createThreadedEngine(layout: Layout, values: Float64Array, workers: number): Engine {
  const crew = createFitCrew(layout, values, workers);
  const totals = new Float64Array(layout.chunkStride);
  return {
    layout,
    parameters: crew.input.parameters,
    pass: (withMoments) => sumChunks(layout, crew.pass(withMoments ? 1 : 0, layout.chunks), totals),
    close: () => crew.close(),
  };
}

function createFitCrew(layout: Layout, values: Float64Array, workers: number): Crew<SharedFit> {
  const fit = shareFit(layout, values);
  const size = { parts: layout.chunks, stride: layout.chunkStride };
  return createCrew({ path: helperFile(), data: {} }, fit, size, openFit(fit), workers);
}

export function shareFit(layout: Layout, values: Float64Array): SharedFit {
  const parameters = new Float64Array(layout.components * layout.parameterStride);
  return { layout, values: shareNumbers(values), parameters: shareNumbers(parameters) };
}

/** One thread's means to sum chunks. */
export function openFit({ layout, values, parameters }: SharedFit): ComputePart {
  const statistics = new Float64Array(layout.chunkStride);
  const workspace = createWorkspace(layout, { values, parameters, statistics });
  return (chunk, kind, out) => {
    processChunk(workspace, chunk, kind === 1, 0);
    out.set(statistics);
  };
}

/** Whether the compiled helper exists, which threads need; sources run without a build have none. */
export function canStartHelpers(): boolean {
  return existsSync(helperFile());
}

export function helperFile(): string {
  return compiledFile("fitters/threads/helper.js");
}
