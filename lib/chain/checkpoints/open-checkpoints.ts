import { accessSync, closeSync, constants, mkdirSync, openSync, renameSync } from "node:fs";
import { join } from "node:path";
import type { TrainingSet } from "../../data/points";
import { digestOf } from "../../data/sources/digest-of";
import { removeLeftovers, writeAtomically } from "../../data/sources/write-atomically";
import { openKeeper } from "../../fitters/files/open-keeper";
import type { CheckpointStore, SavedReplicate } from "../ledger";
import type { ChainPlan } from "../plan";
import type { CheckpointSettings } from "../settings";
import { decodeCheckpoint, encodeCheckpoint } from "./file-format";
import { settingsDigest } from "./settings-digest";

const defaultInterval = 2000;

/** What a file holds, beside what the ledger wants back. */
interface Kept<Data extends TrainingSet, Model, Measured> extends SavedReplicate<Data, Model, Measured> {
  readonly settings: string;
  readonly replicate: number;
}

/**
 * A folder with one file a replicate, named after the digest of the settings and the replicate's number, and one for a
 * long fit that is under way: chains of other settings live side by side in it. Two processes may share it without a lock, since a file is
 * replaced as a whole and what either writes has the same digits; the later one at most repeats some work.
 *
 * A damaged file is reported to `warn`, set aside as NAME.damaged, and its replicate computed again.
 * @throws Error naming the folder when it cannot be made, read or written
 */
export function openCheckpoints<Data extends TrainingSet, Model, Measured>(
  plan: ChainPlan<Data, Model, Measured>,
  settings: string | CheckpointSettings,
  warn: (message: string) => void,
): CheckpointStore<Data, Model, Measured> {
  const { folder, intervalMilliseconds } = typeof settings === "string" ? { folder: settings } : settings;
  return openFolder({ folder, intervalMilliseconds, digest: settingsDigest(plan), warn });
}

/** A folder and what the chain in it is called: the digest of all that it depends on. */
export interface FolderSettings extends CheckpointSettings {
  readonly digest: string;
  readonly warn: (message: string) => void;
}

/** As `openCheckpoints`, for a chain of any name. */
export function openFolder<Data extends TrainingSet, Model, Measured>(
  settings: FolderSettings,
): CheckpointStore<Data, Model, Measured> {
  const { folder, intervalMilliseconds = defaultInterval, digest, warn } = settings;
  const pathOf = (replicate: number) =>
    join(folder, `${digest.slice(0, 16)}-${String(replicate).padStart(6, "0")}.checkpoint`);
  naming(folder, "use", () => {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    removeLeftovers(folder);
  });
  return {
    intervalMilliseconds,
    load: (replicate) =>
      naming(folder, "read", () => {
        const path = pathOf(replicate);
        const file = openIfThere(path);
        if (file === undefined) return undefined;
        try {
          return decodeOrSetAside<Data, Model, Measured>(path, file, { settings: digest, replicate }, warn);
        } finally {
          closeSync(file);
        }
      }),
    save: (replicate, saved) =>
      naming(folder, "write", () => {
        const kept: Kept<Data, Model, Measured> = { settings: digest, replicate, ...saved };
        writeAtomically(pathOf(replicate), encodeCheckpoint(kept));
      }),
    keeperOf: (generation, replicates) =>
      openKeeper({ ...settings, caller: "runChain", digest: digestOf({ digest, generation, replicates }) }),
  };
}

function openIfThere(path: string): number | undefined {
  try {
    return openSync(path, "r");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

function decodeOrSetAside<Data extends TrainingSet, Model, Measured>(
  path: string,
  file: number,
  expected: { readonly settings: string; readonly replicate: number },
  warn: (message: string) => void,
): SavedReplicate<Data, Model, Measured> | undefined {
  try {
    const kept = decodeCheckpoint(file) as Kept<Data, Model, Measured>;
    if (kept.settings !== expected.settings || kept.replicate !== expected.replicate) {
      throw new Error("it belongs to another replicate or to other settings");
    }
    return kept;
  } catch (error) {
    // What the system refuses and a lack of memory say nothing of the file.
    if ((error as NodeJS.ErrnoException).syscall !== undefined || error instanceof RangeError) throw error;
    renameSync(path, `${path}.damaged`);
    warn(
      `runChain cannot use the checkpoint ${path}: ${(error as Error).message}. ` +
        `It was set aside as ${path}.damaged and replicate ${expected.replicate} is computed again`,
    );
    return undefined;
  }
}

/** Does `act`; what goes wrong names the folder, and what it needs. */
export function naming<Value>(folder: string, verb: string, act: () => Value): Value {
  try {
    return act();
  } catch (error) {
    throw new Error(
      `runChain cannot ${verb} the checkpoint folder ${folder}: ${(error as Error).message}. ` +
        "It needs a folder that can be written, with free space, models and measured values that are plain data, and " +
        "memory for them: with recordedGenerations or fewer samples they take less",
      { cause: error },
    );
  }
}
