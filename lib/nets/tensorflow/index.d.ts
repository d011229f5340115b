import "@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops";
import * as data from "@tensorflow/tfjs-data";

export * from "@tensorflow/tfjs-core";
export * from "@tensorflow/tfjs-layers";
export { data };

/** The engine that computes: "cpu" is plain JavaScript. */
export declare const backendName: "cpu";
