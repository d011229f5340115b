import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { libraryCode } from "../chain/checkpoints/computing-code";

/** What computed a run. */
export interface Software {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly licence: string;
  /** SHA-256 over the library's files. */
  readonly digest: string;
  /** Revision of the working copy, with "-dirty" behind it when files were changed; absent where git does not know one. */
  readonly commit?: string;
}

/** The library that runs. */
export function describeSoftware(): Software {
  const path = createRequire(__filename).resolve("model-collapse/package.json");
  const { name, version, description, license } = JSON.parse(readFileSync(path, "utf8"));
  const commit = revisionOf(dirname(path));
  const { digest } = libraryCode();
  return {
    name,
    version,
    description,
    licence: license,
    digest,
    ...(commit === undefined ? {} : { commit }),
  };
}

/** "model-collapse 0.1.0, commit 1a2b…". */
export function softwareText({ name, version, commit }: Software): string {
  return `${name} ${version}${commit === undefined ? "" : `, commit ${commit}`}`;
}

function revisionOf(folder: string): string | undefined {
  try {
    const words = ["-C", folder, "describe", "--always", "--dirty", "--abbrev=40", "--exclude=*"];
    const text = execFileSync("git", words, {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
      timeout: 5000,
    });
    return /^[0-9a-f]{40}(-dirty)?$/.exec(text.trim())?.[0];
  } catch {
    // No git, no repository, or one that git does not trust: there is no revision to name.
    return undefined;
  }
}
