import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { repository, trackedFiles } from "./sources";

const binary = /\.(ttf|png|gz|parquet|woff2?|ico|bin|npy|npz|pt|safetensors)$/;
const texts = trackedFiles()
  .filter((name) => !binary.test(name) && name !== "test/architecture/tracked-files.test.ts")
  .map((name) => ({ name, lines: readFileSync(join(repository, name), "utf8").split("\n") }));

function linesWith(pattern: RegExp): string[] {
  return texts.flatMap(({ name, lines }) =>
    lines.flatMap((line, i) => {
      const match = pattern.exec(line);
      return match === null ? [] : [`${name}:${i + 1} contains ${match[0]}`];
    }),
  );
}

describe("what is kept in git", () => {
  test("there is something to check", () => {
    expect(texts.length).toBeGreaterThan(50);
  });

  test("names no folder of one machine", () => {
    expect(linesWith(/(?<![\w.:/-])\/(?:home|root|work|Users|workspace|mnt)\/[\w.-]+/)).toEqual([]);
  });

  test("names no host of a package registry: npm and pip know theirs", () => {
    expect(
      linesWith(
        /registry\.npmjs|registry\.yarnpkg|pythonhosted\.org|pypi\.org\/simple|artifactory|\.jfrog\./i,
      ),
    ).toEqual([]);
  });

  test("holds no file over 1 MB", () => {
    const large = trackedFiles().filter((name) => statSync(join(repository, name)).size > 2 ** 20);
    expect(large).toEqual([]);
  });
});

describe("the lock file", () => {
  interface Entry {
    readonly optionalDependencies?: Readonly<Record<string, string>>;
    readonly dependencies?: Readonly<Record<string, string>>;
    readonly devDependencies?: Readonly<Record<string, string>>;
  }
  const lock = JSON.parse(readFileSync(join(repository, "package-lock.json"), "utf8")) as {
    packages: Record<string, Entry>;
  };

  test("lists the packages of every platform, which an installation beside node_modules drops", () => {
    const lost = Object.entries(lock.packages).flatMap(([owner, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter(
        (name) =>
          !(`node_modules/${name}` in lock.packages) && !(`${owner}/node_modules/${name}` in lock.packages),
      ),
    );
    expect(lost).toEqual([]);
  });

  test.each(["", "lib", "lib/nets/tensorflow"])(
    "agrees with the manifest in ./%s, every version exact",
    (folder) => {
      const manifest = JSON.parse(readFileSync(join(repository, folder, "package.json"), "utf8")) as Entry;
      const locked = lock.packages[folder]!;
      expect(locked.dependencies ?? {}).toEqual(manifest.dependencies ?? {});
      expect(locked.devDependencies ?? {}).toEqual(manifest.devDependencies ?? {});
      const versions = Object.values({ ...manifest.dependencies, ...manifest.devDependencies });
      expect(
        versions.filter((version) => !/^(\d+\.\d+\.\d+(-[\w.]+)?$|file:|npm:.+@\d)/.test(version)),
      ).toEqual([]);
    },
  );
});
