import { mkdirSync, readdirSync, rmSync, statSync, utimesSync } from "node:fs";
import { join } from "node:path";
import type { TrainingSet } from "../../data/points";
import { digestOf } from "../../data/sources/digest-of";
import type { CheckpointStore, SavedReplicate } from "../ledger";
import type { ChainOrigin } from "../origin";
import type { ChainPlan } from "../plan";
import type { ChainStore } from "../settings";
import { type Author, namesOf, thisAuthor } from "./author";
import { computingCode } from "./computing-code";
import { naming, openFolder } from "./open-checkpoints";
import { settingsDigest } from "./settings-digest";

/** A chain in a store that processes share. */
export interface SharedCheckpoints<Data extends TrainingSet, Model, Measured>
  extends CheckpointStore<Data, Model, Measured> {
  /** The file of the chain's lock. */
  readonly lock: string;
  readonly author: Author;
  /** What of the replicates that were loaded others had computed. */
  origin(): ChainOrigin;
}

interface Authored<Data extends TrainingSet, Model, Measured> extends SavedReplicate<Data, Model, Measured> {
  readonly authors: readonly Author[];
}

const unusedMilliseconds = 30 * 24 * 3_600_000;

/**
 * Opens the chain of a plan in a shared store: in the folder of the code that computes, under the digest of its settings
 * and of what its functions have captured. Each file says who computed it.
 * @throws Error naming the folder when it cannot be made, read or written
 */
export async function openShared<Data extends TrainingSet, Model, Measured>(
  plan: ChainPlan<Data, Model, Measured>,
  { folder: root, intervalMilliseconds, captured }: ChainStore,
  warn: (message: string) => void,
): Promise<SharedCheckpoints<Data, Model, Measured>> {
  const code = await computingCode();
  if (!code.isCurrent) {
    warn(
      "runChain keeps its chains apart from those of others: the library was compiled again after this process had " +
        "begun. Restart the kernel to share them",
    );
  }
  const folder = naming(root, "use", () => useFolder(root, `code-${code.digest.slice(0, 16)}`));
  const digest = digestOf({ settings: settingsDigest(plan), code: code.digest, captured });
  const inner = openFolder<Data, Model, Measured>({ folder, intervalMilliseconds, digest, warn });
  return withAuthors(inner, join(folder, `${digest.slice(0, 16)}.lock`), plan.replicates);
}

/** The folder of a name, marked as in use; its neighbours that were not for long are removed. */
function useFolder(root: string, name: string): string {
  const folder = join(root, name);
  mkdirSync(folder, { recursive: true });
  const now = Date.now();
  utimesSync(folder, now / 1000, now / 1000);
  for (const other of readdirSync(root)) {
    const isOurs = /^(code-[0-9a-f]{16}|run-\w{6})$/.test(other);
    const used = statSync(join(root, other), { throwIfNoEntry: false })?.mtimeMs ?? now;
    if (isOurs && now - used > unusedMilliseconds)
      rmSync(join(root, other), { recursive: true, force: true });
  }
  return folder;
}

function withAuthors<Data extends TrainingSet, Model, Measured>(
  inner: CheckpointStore<Data, Model, Measured>,
  lock: string,
  replicates: number,
): SharedCheckpoints<Data, Model, Measured> {
  const author = thisAuthor();
  const authors = new Map<number, readonly Author[]>();
  const found = { read: 0, continued: 0, authors: [] as Author[] };
  return {
    ...inner,
    lock,
    author,
    load: (replicate) => {
      const saved = inner.load(replicate) as Authored<Data, Model, Measured> | undefined;
      if (!saved) return undefined;
      authors.set(replicate, saved.authors);
      if (namesOf(saved.authors, author).length > 0) found[saved.state ? "continued" : "read"]++;
      found.authors.push(...saved.authors);
      return saved;
    },
    save: (replicate, saved) => {
      const before = (authors.get(replicate) ?? []).filter((one) => one.process !== author.process);
      const authored: Authored<Data, Model, Measured> = { ...saved, authors: [...before, author] };
      inner.save(replicate, authored);
    },
    origin: () => ({
      replicates,
      read: found.read,
      continued: found.continued,
      computedBy: namesOf(found.authors, author),
    }),
  };
}
