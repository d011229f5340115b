import { Console } from "node:console";
import { frontEndKey } from "../../../charts/figure";
import { helpersName } from "../compiler/suspend-awaits";
import type { AllowedModules } from "./allowed-modules";
import { builtInNames, namelessBuiltIns } from "./built-ins";
import { harden, overridden } from "./harden";
import { makeOverridable } from "./overridable";
import { createProcess } from "./process";

type Global = Record<PropertyKey, unknown>;

/** Used by every test cell: loaded and hardened before the first cell, so that no cell can get between. */
const preloaded = ["model-collapse", "node:assert", "node:assert/strict"];

/**
 * Takes from cells what could forge marks or harm the process, once everything is loaded: JavaScript's own objects, the
 * assertions and the library become unchangeable, `process` and `console` become ones that lead nowhere else, and no
 * name of the global object can be given another meaning.
 */
export function lockDown(modules: AllowedModules): void {
  const own = createProcess(process);
  const { stdout, stderr } = own as unknown as Pick<NodeJS.Process, "stdout" | "stderr">;
  define("process", own);
  define("console", new Console({ stdout, stderr }));
  for (const prototype of overridden) makeOverridable(prototype);
  for (const name of preloaded) modules.require(name);
  const ofLanguage = builtInNames.filter((name) => name !== "globalThis" && name !== "console");
  const ofKernel = [helpersName, frontEndKey];
  harden(own, Buffer, ...namelessBuiltIns(), ...[...ofLanguage, ...ofKernel].map(globalNamed));
  for (const name of ofNetwork) Reflect.deleteProperty(globalThis, name);
  for (const key of Reflect.ownKeys(globalThis)) lock(key);
}

const globalNamed = (name: PropertyKey): unknown => (globalThis as unknown as Global)[name];

function define(name: string, value: unknown): void {
  Object.defineProperty(globalThis, name, { value, writable: true, enumerable: false, configurable: true });
}

/** Globals that need a network; to look at them alone would load it. */
const ofNetwork = [
  "CloseEvent",
  "EventSource",
  "fetch",
  "FormData",
  "Headers",
  "Request",
  "Response",
  "WebSocket",
];

/** A global keeps its meaning. Classes that are made when first asked for are made now, for they replace themselves. */
function lock(key: PropertyKey): void {
  const { configurable, enumerable, get } = Object.getOwnPropertyDescriptor(globalThis, key)!;
  if (!configurable) return;
  const makesItself = get !== undefined && /^[A-Z]|^(atob|btoa)$/.test(String(key));
  const content =
    get && !makesItself ? { get, set: undefined } : { value: globalNamed(key), writable: false };
  Object.defineProperty(globalThis, key, { ...content, enumerable, configurable: false });
}
