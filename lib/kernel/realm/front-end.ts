import { type FrontEnd, frontEndKey, type MimeBundle } from "../../charts/figure";
import { currentCell } from "./cell";
import { publish } from "./publish";
import { onTslabDisplay } from "./tslab";

/** What the kernel offers to the code of a cell. */
const createFrontEnd = (drawsPictures: boolean): FrontEnd => ({
  drawsPictures,
  display(bundle, { displayId, update = false } = {}) {
    const type = update ? "update_display_data" : "display_data";
    const transient = displayId === undefined ? {} : { display_id: displayId };
    publish(currentCell(), type, { data: serializable(bundle), metadata: {}, transient });
  },
  clearOutput({ wait = false } = {}) {
    publish(currentCell(), "clear_output", { wait });
  },
  track(work) {
    // Handled here, so that a failure is the cell's and not an unhandled rejection; the reply waits for it.
    work.catch(() => undefined);
    currentCell()?.tracked.push(work);
  },
  get cell() {
    return currentCell()?.label;
  },
  get signal() {
    return currentCell()?.abort.signal;
  },
});

/** Bytes travel as base64. */
function serializable(bundle: MimeBundle): MimeBundle {
  const entries = Object.entries(bundle).map(([type, content]) => [
    type,
    content instanceof Uint8Array ? Buffer.from(content).toString("base64") : content,
  ]);
  return Object.fromEntries(entries);
}

/** Puts the front end where the library looks for it, and lets `tslab.display` speak through it. */
export function offerFrontEnd(drawsPictures: boolean): void {
  const frontEnd = createFrontEnd(drawsPictures);
  Object.defineProperty(globalThis, frontEndKey, { value: frontEnd, configurable: true });
  onTslabDisplay(({ data, transient }, update) => {
    const displayId = transient.display_id;
    frontEnd.display(data, { update: update === true, ...(displayId === undefined ? {} : { displayId }) });
  });
}

const displayMethod = Symbol.for("Jupyter.display");

/** How a value shows itself: its own bundle where it has one (the convention Deno began), else Node's inspection. */
export async function bundleOf(value: unknown, inspect: (value: unknown) => string): Promise<MimeBundle> {
  const own = (value as Record<symbol, unknown>)[displayMethod];
  if (typeof own === "function") return serializable((await own.call(value)) as MimeBundle);
  return { "text/plain": inspect(value) };
}
