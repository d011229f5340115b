/** Where whatever hosts the running code (a notebook's kernel, say) may offer a signal; see `FrontEnd`. */
const hostKey = Symbol.for("model-collapse.front-end");

/** The signal of the host, which aborts when the running cell is interrupted; undefined without a host. */
export function ambientSignal(): AbortSignal | undefined {
  const host = (globalThis as Readonly<Record<symbol, { readonly signal?: AbortSignal } | undefined>>)[
    hostKey
  ];
  return host?.signal;
}
