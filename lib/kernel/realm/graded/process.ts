import { getHeapStatistics } from "node:v8";

/** What of Node's process object is plain information. */
const information = [
  "arch", "argv0", "config", "features", "pid", "platform", "ppid", "release", "title", "version", "versions",
] as const; // biome-ignore format: one list
const functions = ["cpuUsage", "cwd", "emitWarning", "hrtime", "nextTick", "uptime"] as const;
const listening = [
  "addListener", "emit", "off", "on", "once", "prependListener", "removeAllListeners", "removeListener",
] as const; // biome-ignore format: one list
const refused = [
  "_linkedBinding", "abort", "binding", "chdir", "disconnect", "dlopen", "exit", "getBuiltinModule", "kill",
  "reallyExit", "send", "setegid", "seteuid", "setgid", "setgroups", "setuid", "umask",
] as const; // biome-ignore format: one list

/**
 * The `process` of graded cells and of what they import: it tells, and it does nothing. Events that are listened to
 * never come, and its streams are the cell's outputs.
 */
export function createProcess(real: NodeJS.Process): object {
  const own: Record<PropertyKey, unknown> = { [Symbol.toStringTag]: "process" };
  for (const name of information) own[name] = real[name];
  for (const name of functions) own[name] = bound(real, name);
  for (const name of listening) own[name] = () => own;
  for (const name of refused) own[name] = () => refuse(name);
  own.listenerCount = () => 0;
  own.listeners = () => [];
  own.argv = [real.argv0];
  own.execArgv = [];
  own.env = { ...real.env };
  own.memoryUsage = memoryUsage;
  own.stdout = outlet(real.stdout);
  own.stderr = outlet(real.stderr);
  return own;
}

function bound(real: NodeJS.Process, name: (typeof functions)[number]): unknown {
  const method = real[name] as (...parameters: unknown[]) => unknown;
  return Object.assign(method.bind(real), name === "hrtime" ? { bigint: real.hrtime.bigint } : {});
}

function refuse(name: string): never {
  throw new Error(`process.${name}() is not there in graded cells.`);
}

/** Resident memory cannot be asked for where there is no /proc: the heap and what hangs on it, then. */
function memoryUsage(): NodeJS.MemoryUsage {
  const {
    total_heap_size: heapTotal,
    used_heap_size: heapUsed,
    external_memory: external,
  } = getHeapStatistics();
  return { rss: heapTotal + external, heapTotal, heapUsed, external, arrayBuffers: 0 };
}

function outlet(stream: NodeJS.WriteStream): object {
  const write = stream.write.bind(stream);
  const outlet = { isTTY: false, writable: true, write, end: () => outlet, listenerCount: () => 0 };
  for (const name of listening) Object.assign(outlet, { [name]: () => outlet });
  return outlet;
}
