import { spawnSync } from "node:child_process";
import { existsSync, realpathSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { environmentIn, nodeFlags, type Place, projectParts, projectRoot, realmFile } from "./launch";
import type { SandboxLimits } from "./limits";

/** The project and the scratch folder as the submission sees them: no path of this machine's. */
const root = "/workbook";
const scratch = "/scratch";
const node = "/node";
/** Where Node finds the pipe to its parent: behind the standard three, the reports and the guard. */
const channelDescriptor = "5";

const walls = [
  ..."--unshare-user --unshare-ipc --unshare-pid --unshare-net --unshare-uts --unshare-cgroup-try".split(" "),
  ..."--disable-userns --uid 65534 --gid 65534 --cap-drop ALL".split(" "),
  ..."--hostname sandbox --die-with-parent --new-session --clearenv".split(" "),
];

/** A place in which only what is named here exists, without network, other processes, or rights. */
export function bubblewrapPlace(limits: SandboxLimits): Place {
  const environment = { ...environmentIn(root, scratch), NODE_CHANNEL_FD: channelDescriptor };
  const data = process.env.MODEL_COLLAPSE_DATA;
  return {
    launch: {
      command: "bwrap",
      arguments: [
        ...walls,
        ...Object.entries(environment).flatMap(([name, value]) => ["--setenv", name, value]),
        ...system(),
        ...projectParts.flatMap((part) => bind(join(projectRoot, part), join(root, part))),
        ...(data ? bind(resolve(data), resolve(data)) : []),
        ...["--size", String(limits.scratchMegabytes * 2 ** 20), "--tmpfs", scratch, "--chdir", scratch],
        ...["--remount-ro", "/"],
        ...[node, ...nodeFlags(limits, ["*"], scratch), join(root, realmFile)],
      ],
      environment: { PATH: process.env.PATH },
    },
    clear: async () => undefined,
  };
}

/** Node with the libraries that it was linked with, and devices such as /dev/null. */
function system(): string[] {
  return [
    ...["--ro-bind", realpathSync(process.execPath), node],
    ...libraryFolders().flatMap((folder) => bind(folder, folder)),
    ...["--dev", "/dev", "--remount-ro", "/dev"],
    // Of /proc there is what TensorFlow insists on: the way to its program.
    ...["--symlink", node, "/proc/self/exe"],
  ];
}

function libraryFolders(): string[] {
  const report = process.report.getReport() as unknown as { readonly sharedObjects: readonly string[] };
  return [...new Set(report.sharedObjects.filter((path) => path.startsWith("/")).map(dirname))];
}

/** Links of the path are made there, too. */
function bind(source: string, target: string): string[] {
  return existsSync(source) ? ["--ro-bind", realpathSync(source), target] : [];
}

/** Why bubblewrap cannot be used here; undefined where it works. Tried by running Node in it once. */
export function whyNoBubblewrap(): string | undefined {
  if (process.platform !== "linux") return "bubblewrap is for Linux";
  const { error, status, stderr } = spawnSync(
    "bwrap",
    [...walls, ...system(), "--remount-ro", "/", node, "--eval", ""],
    { encoding: "utf8", timeout: 20_000 },
  );
  if (error) {
    const missing = (error as NodeJS.ErrnoException).code === "ENOENT";
    return missing ? "bubblewrap is not installed (apt-get install bubblewrap)" : error.message;
  }
  if (status === 0) return undefined;
  return `bubblewrap does not work here: ${stderr.trim().split("\n").at(-1) || `it ended with code ${status}`}`;
}
