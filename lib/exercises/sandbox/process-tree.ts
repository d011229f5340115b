import { readdirSync, readFileSync } from "node:fs";

/** What a process and those that it started use at a moment. */
export interface TreeUsage {
  readonly residentBytes: number;
  /** Of processes that have ended, too, once their parents have noticed. */
  readonly cpuSeconds: number;
  readonly processes: number;
  readonly threads: number;
}

interface ProcessUsage extends TreeUsage {
  readonly parent: number;
}

/** Linux gives its figures in pages and in ticks; both are the same on all machines that Node runs on. */
const pageBytes = 4096;
const ticksPerSecond = 100;

/** Whether this machine can be asked; Linux alone has /proc. */
export function canReadProcesses(): boolean {
  return readProcess("self") !== undefined;
}

/** The process with that number and all below it. */
export function usageOfTree(root: number): TreeUsage {
  const all = new Map<number, ProcessUsage>();
  for (const name of readdirSync("/proc")) {
    const usage = /^\d+$/.test(name) ? readProcess(name) : undefined;
    if (usage) all.set(Number(name), usage);
  }
  const below = [...all].filter(([number]) => descends(number, root, all)).map(([, usage]) => usage);
  const sum = (amount: (usage: TreeUsage) => number): number =>
    below.reduce((total, each) => total + amount(each), 0);
  return {
    residentBytes: sum((each) => each.residentBytes),
    cpuSeconds: sum((each) => each.cpuSeconds),
    processes: below.length,
    threads: sum((each) => each.threads),
  };
}

function descends(number: number, root: number, all: ReadonlyMap<number, ProcessUsage>): boolean {
  let current: number | undefined = number;
  while (current !== undefined && current !== root) current = all.get(current)?.parent;
  return current === root;
}

/** A process may be gone between the listing and this. */
function readProcess(name: string): ProcessUsage | undefined {
  let text: string;
  try {
    text = readFileSync(`/proc/${name}/stat`, "utf8");
  } catch {
    return undefined;
  }
  // The command's name stands in brackets and may hold anything: fields are counted from behind it.
  const fields = text
    .slice(text.lastIndexOf(")") + 2)
    .split(" ")
    .map(Number);
  const [user, system, childrenUser, childrenSystem] = fields.slice(11, 15) as [
    number,
    number,
    number,
    number,
  ];
  return {
    parent: fields[1]!,
    cpuSeconds: (user + system + childrenUser + childrenSystem) / ticksPerSecond,
    processes: 1,
    threads: fields[17]!,
    residentBytes: fields[21]! * pageBytes,
  };
}
