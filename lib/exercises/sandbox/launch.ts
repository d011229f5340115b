import { dirname, join, resolve } from "node:path";
import type { RealmLaunch } from "../../kernel/supervisor/realm-launch";
import type { SandboxLimits } from "./limits";

/** A started place for one submission: how to start its process, and what to clear away behind it. */
export interface Place {
  readonly launch: RealmLaunch;
  /** A folder on this machine that the submission can write to, where there is one. */
  readonly scratch?: string;
  clear(): Promise<void>;
}

/** The project's root, with links resolved as Node resolves those of modules. */
export const projectRoot = resolve(dirname(require.resolve("model-collapse/package.json")), "..");

/** What graded cells need of the project: packages, the compiled library, the tensor engine, data. */
export const projectParts = [
  "node_modules",
  "lib/package.json",
  "lib/dist",
  "lib/nets/tensorflow",
  "data",
  ".cache/tensorflow",
];

export const realmFile = "lib/dist/kernel/realm/graded/main.js";

/** The flags of Node's permission model: its name has changed. */
export function permissionFlag(): string {
  return process.allowedNodeEnvironmentFlags.has("--permission")
    ? "--permission"
    : "--experimental-permission";
}

/**
 * Node's own flags. Native add-ons are let in for the tensor engine; child processes and threads are not. New buffers
 * are zeroed, so that none shows what lay in memory before, such as the commands of later cells; and no text becomes
 * code beside that of cells.
 */
export function nodeFlags(limits: SandboxLimits, readable: readonly string[], writable: string): string[] {
  return [
    permissionFlag(),
    "--allow-addons",
    ...readable.map((path) => `--allow-fs-read=${path}`),
    `--allow-fs-write=${join(writable, "*")}`,
    `--max-old-space-size=${limits.heapMegabytes}`,
    "--zero-fill-buffers",
    "--disallow-code-generation-from-strings",
    "--no-warnings",
  ];
}

/** The process's environment: nothing of the grader's but the choice of the engine and the place of data. */
export function environmentIn(root: string, scratch: string): Record<string, string> {
  const { MODEL_COLLAPSE_BACKEND, MODEL_COLLAPSE_DATA } = process.env;
  return {
    ...(MODEL_COLLAPSE_BACKEND ? { MODEL_COLLAPSE_BACKEND } : {}),
    ...(MODEL_COLLAPSE_DATA ? { MODEL_COLLAPSE_DATA: resolve(MODEL_COLLAPSE_DATA) } : {}),
    HOME: scratch,
    TMPDIR: scratch,
    LANG: "C.UTF-8",
    TZ: "UTC",
    NODE_PATH: join(root, "node_modules"),
    MODEL_COLLAPSE_CHAINS: join(scratch, "chains"),
    // One submission is one thread of computation: the digits of all are comparable, and neighbours keep their cores.
    MODEL_COLLAPSE_WORKERS: "1",
    TF_NUM_INTRAOP_THREADS: "1",
    TF_NUM_INTEROP_THREADS: "1",
    TF_CPP_MIN_LOG_LEVEL: "2",
  };
}
