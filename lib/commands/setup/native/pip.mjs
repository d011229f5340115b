import fs from "node:fs";
import path from "node:path";
import { progressOf } from "./files.mjs";
import { Obstacle, runOrStop } from "./obstacle.mjs";

const unpackScript = `
import sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as wheel:
    wheel.extractall(sys.argv[2], [name for name in wheel.namelist() if name.startswith(tuple(sys.argv[3:]))])`;

/** pip names the digests that do not match in a block of its own, of which the first line says it all. */
const isTampered = (error) => /DO NOT MATCH THE HASHES/.test(error.message);

/** Downloads one wheel, for the platform that it names and not for the Python that fetches it; pip checks the digest. */
export async function fetchWheel({ python, work }, wheel, title) {
  const [temporary, target] = [path.join(work, "temporary"), path.join(work, `${wheel.name}-wheel`)];
  fs.mkdirSync(temporary, { recursive: true });
  const requirements = path.join(work, `${wheel.name}.txt`);
  fs.writeFileSync(requirements, `${wheel.name}==${wheel.version} --hash=sha256:${wheel.sha256}\n`);
  const [command, ...first] = python;
  const asked = [
    "--python-version",
    "3.11",
    "--implementation",
    "cp",
    "--abi",
    "cp311",
    "--platform",
    wheel.platform,
  ];
  const options = [
    "--no-deps",
    "--only-binary=:all:",
    "--require-hashes",
    "--progress-bar=off",
    "--retries=2",
  ];
  const args = [
    "-m",
    "pip",
    "download",
    ...options,
    ...asked,
    "--dest",
    target,
    "--requirement",
    requirements,
  ];
  const environment = { PIP_REQUIRE_VIRTUALENV: "0", PIP_DISABLE_PIP_VERSION_CHECK: "1", TMPDIR: temporary };
  try {
    await runOrStop(`${title} (${wheel.megabytes} MB, once)`, command, first.concat(args), {
      what: `downloading ${wheel.name} ${wheel.version} with pip`,
      env: { ...process.env, ...environment },
      progress: progressOf(temporary, wheel.megabytes),
    });
  } catch (error) {
    throw isTampered(error) ? new Obstacle(error.message, true) : error;
  }
  return path.join(target, fs.readdirSync(target)[0]);
}

/** Unpacks the members of a wheel that begin with one of `beginnings`. */
export async function unpackWheel(python, wheel, folder, beginnings, title) {
  const [command, ...first] = python;
  await runOrStop(title, command, [...first, "-c", unpackScript, wheel, folder, ...beginnings], {
    what: `unpacking ${path.basename(wheel)}`,
  });
  fs.rmSync(wheel);
}
