import { accessSync, constants, existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { removeLeftovers } from "../../data/sources/write-atomically";
import type { OwnedKeeper, WorkState } from "../work-keeper";
import { readWorkState, writeWorkState } from "./work-state-file";

/** Where states of work are kept. */
export interface KeeperSettings {
  /** The function whose name messages begin with. */
  readonly caller: string;
  readonly folder: string;
  /** Least time between two states that are kept, in milliseconds. Default 60,000. */
  readonly intervalMilliseconds?: number;
  /** Names all that the work depends on. */
  readonly digest: string;
  /** Told of a state that cannot be used. */
  readonly warn: (message: string) => void;
}

const defaultInterval = 60_000;

/** Keeping takes at most one part in so many of the time. */
const spacing = 50;

/**
 * Keeps the state of one piece of work in a folder: a safetensors file for each part of it, named after the digest and
 * the part. States of other work live side by side there. Two processes that do the same work may share the folder.
 * @throws Error naming the folder, and what it needs, when it cannot be made or written
 */
export function openKeeper(settings: KeeperSettings): OwnedKeeper {
  const { folder, intervalMilliseconds = defaultInterval, digest } = settings;
  const pathOf = (part: string) =>
    join(folder, `${digest.slice(0, 16)}-${part.replaceAll(/[^\w.]+/g, "-")}.safetensors`);
  const held = new Set<string>();
  let [keptAt, spent] = [performance.now(), 0];
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    removeLeftovers(folder);
  } catch (error) {
    throw refusal(settings, "use", error);
  }
  return {
    isDue: () => performance.now() - keptAt >= Math.max(intervalMilliseconds, spacing * spent),
    *load(part, read) {
      try {
        const state = yield* readOrSetAside(pathOf(part), settings, read);
        if (state !== undefined) held.add(pathOf(part));
        return state;
      } catch (error) {
        throw refusal(settings, "read", error);
      }
    },
    *keep(part, state) {
      const start = performance.now();
      try {
        yield* writeWorkState(pathOf(part), digest, yield* state);
        held.add(pathOf(part));
      } catch (error) {
        throw refusal(settings, "write", error);
      }
      keptAt = performance.now();
      spent = keptAt - start;
    },
    get holdsState() {
      return held.size > 0;
    },
    clear() {
      for (const path of held) rmSync(path, { force: true });
      held.clear();
    },
  };
}

function* readOrSetAside<State>(
  path: string,
  { caller, digest, warn }: KeeperSettings,
  read: (state: WorkState) => State,
): Generator<void, State | undefined, void> {
  if (!existsSync(path)) return undefined;
  try {
    return read(yield* readWorkState(path, digest));
  } catch (error) {
    // What the system refuses says nothing of the file, and a lack of memory neither.
    if ((error as NodeJS.ErrnoException).syscall !== undefined || error instanceof RangeError) throw error;
    renameSync(path, `${path}.damaged`);
    warn(
      `${caller} cannot use the checkpoint ${path}: ${(error as Error).message}. ` +
        `It was set aside as ${path}.damaged, and the work begins anew`,
    );
    return undefined;
  }
}

function refusal({ caller, folder }: KeeperSettings, verb: string, error: unknown): Error {
  return new Error(
    `${caller} cannot ${verb} the checkpoint folder ${folder}: ${(error as Error).message}. ` +
      "It needs a folder that can be written, with free space, and memory for the state of the work",
    { cause: error },
  );
}
