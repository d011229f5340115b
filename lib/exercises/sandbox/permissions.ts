import { existsSync, mkdtempSync, realpathSync, statSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { environmentIn, nodeFlags, type Place, projectParts, projectRoot, realmFile } from "./launch";
import type { SandboxLimits } from "./limits";

/** A place behind Node's own permission model: files, child processes and threads are refused, by Node itself. */
export function permissionsPlace(limits: SandboxLimits): Place {
  const scratch = mkdtempSync(join(realpathSync(tmpdir()), "model-collapse-graded-"));
  return {
    launch: {
      command: process.execPath,
      arguments: [...nodeFlags(limits, readable(scratch), scratch), join(projectRoot, realmFile)],
      folder: scratch,
      environment: environmentIn(projectRoot, scratch),
    },
    scratch,
    clear: () => rm(scratch, { recursive: true, force: true }),
  };
}

function readable(scratch: string): string[] {
  const data = process.env.MODEL_COLLAPSE_DATA;
  const named = [...projectParts.map((part) => join(projectRoot, part)), ...(data ? [data] : [])].filter(
    existsSync,
  );
  // Node asks for a path as it is written and for where its links lead.
  const parts = new Set(named.flatMap((path) => [path, realpathSync(path)]));
  // A folder's own path beside its contents makes Node 20 abort.
  return [scratch, ...parts].map((path) => (statSync(path).isDirectory() ? join(path, "*") : path));
}
