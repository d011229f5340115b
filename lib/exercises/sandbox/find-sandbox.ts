import { bubblewrapPlace, whyNoBubblewrap } from "./bubblewrap";
import type { Place } from "./launch";
import { completeLimits, type SandboxLimits } from "./limits";
import { permissionsPlace } from "./permissions";
import { canReadProcesses } from "./process-tree";
import type { Sandbox, SandboxOptions } from "./sandbox";
import { openSession } from "./session";

const opener =
  (place: (limits: SandboxLimits) => Place) =>
  async ({ limits, signal }: SandboxOptions = {}) => {
    const complete = completeLimits(limits);
    return openSession(place(complete), complete, signal);
  };

/** A namespace of its own for each submission. */
export function bubblewrapSandbox(): Sandbox {
  return {
    kind: "bubblewrap",
    description:
      "Submissions run under bubblewrap: a file system with nothing but Node and this project's library, no network, no other processes, limits on memory, time, output and disk.",
    open: opener(bubblewrapPlace),
  };
}

/** Where bubblewrap does not work. */
export function permissionsSandbox(reason: string): Sandbox {
  const memory = canReadProcesses()
    ? ""
    : " Memory outside JavaScript's heap cannot be watched on this system.";
  return {
    kind: "permissions",
    description: `Submissions run under Node's permission model, because ${reason}: other files, child processes and threads are refused, and network calls of JavaScript; native code is not held back.${memory}`,
    open: opener(permissionsPlace),
  };
}

/** The strongest sandbox that works on this machine. */
export async function findSandbox(): Promise<Sandbox> {
  const reason = whyNoBubblewrap();
  return reason === undefined ? bubblewrapSandbox() : permissionsSandbox(reason);
}
