import "@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops";
import * as data from "@tensorflow/tfjs-data";

export * from "@tensorflow/tfjs-core";
export * from "@tensorflow/tfjs-layers";
export { data };

/** The engine that computes: TensorFlow's C library, WebAssembly, or plain JavaScript. */
export declare const backendName: "tensorflow" | "wasm" | "cpu";

/** What it is, in words: "TensorFlow 2.15.1", "WebAssembly", "plain JavaScript". */
export declare const backendDescription: string;

/** Why it is not a better one; empty for the best. */
export declare const backendReason: string;

/** Resolves once the engine can compute: in Node, whatever the engine, at once. */
export declare const ready: Promise<void>;
