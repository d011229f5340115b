import "@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops";
import * as data from "@tensorflow/tfjs-data";

export * from "@tensorflow/tfjs-core";
export * from "@tensorflow/tfjs-layers";
export { data };

/** The engine that computes: TensorFlow's C library, WebAssembly, or plain JavaScript. */
export declare const backendName: "tensorflow" | "wasm" | "cpu";

/** Why it is not a better one; empty when it is the best, or the one that was asked for. */
export declare const backendReason: string;

/** Resolves once the engine can compute. WebAssembly starts asynchronously, the others at once. */
export declare const ready: Promise<void>;
