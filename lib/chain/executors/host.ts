import { type ChainOrigin, chainMimeType, describeOrigin } from "../origin";

/** What a host of the running code (a notebook's kernel, say) may offer; see `FrontEnd`. */
interface Host {
  readonly signal?: AbortSignal;
  display?(bundle: Readonly<Record<string, unknown>>): void;
}

const hostKey = Symbol.for("model-collapse.front-end");

function host(): Host | undefined {
  return (globalThis as Readonly<Record<symbol, Host | undefined>>)[hostKey];
}

/** The signal of the host, which aborts when the running cell is interrupted; undefined without a host. */
export function ambientSignal(): AbortSignal | undefined {
  return host()?.signal;
}

/** Shows under the running cell what of a chain others had computed, when it is anything; without a host, nothing. */
export function showOrigin(origin: ChainOrigin): void {
  if (origin.computedBy.length === 0) return;
  host()?.display?.({ [chainMimeType]: origin, "text/plain": describeOrigin(origin) });
}
