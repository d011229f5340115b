import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { Obstacle, runOrStop } from "./obstacle.mjs";
import { upstreamAddresses } from "./upstream-addresses.mjs";

const downloader = fileURLToPath(new URL("./download.mjs", import.meta.url));

/** Digests of what came from upstream, by address, kept beside the engines. */
const memoryFile = (building) => path.join(path.dirname(building), "upstream-digests.json");

/**
 * Upstream publishes no digests, so that the first download cannot be checked beyond the certificate of its host. It is
 * remembered: another download of the same address has to be the same bytes.
 */
function checkAgainstMemory(building, address, file) {
  const memory = memoryFile(building);
  const known = fs.existsSync(memory) ? JSON.parse(fs.readFileSync(memory, "utf8")) : {};
  const digest = createHash("sha256").update(fs.readFileSync(file)).digest("hex");
  if (known[address] && known[address] !== digest) {
    throw new Obstacle(
      `${address} is not what it was: sha256 ${digest} instead of ${known[address]} (delete ${memory} to take it anyway)`,
      true,
    );
  }
  fs.writeFileSync(memory, `${JSON.stringify({ ...known, [address]: digest }, null, 2)}\n`);
  return digest;
}

async function fetchArchive({ work, building }, address, title, folder, options) {
  const file = path.join(work, path.posix.basename(new URL(address).pathname));
  await runOrStop(title, process.execPath, [downloader, address, file], {
    what: `downloading upstream's build from ${new URL(address).host}`,
  });
  const digest = checkAgainstMemory(building, address, file);
  fs.mkdirSync(folder, { recursive: true });
  await runOrStop("Unpacking it", "tar", ["-xzf", file, "-C", folder, ...options], {
    what: `unpacking ${address}`,
  });
  fs.rmSync(file);
  return digest;
}

/** Fetches upstream's own build of the binding and of the library: an older TensorFlow, but nothing to compile. */
export async function fetchFromUpstream(context) {
  const { source, building, machine } = context;
  if (machine.startsWith("win32")) throw new Obstacle("upstream's build is not used on Windows");
  const addresses = upstreamAddresses(source);
  const library = await fetchArchive(
    context,
    addresses.library,
    "Downloading upstream's build of TensorFlow",
    path.join(building, "deps"),
    [],
  );
  const binding = await fetchArchive(
    context,
    addresses.binding,
    "Downloading upstream's build of the binding",
    path.join(building, "lib/napi-v8"),
    ["--strip-components=1"],
  );
  return { digests: { [addresses.library]: library, [addresses.binding]: binding } };
}
