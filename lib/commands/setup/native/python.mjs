import { spawnSync } from "node:child_process";
import path from "node:path";
import { findProgram } from "./conditions.mjs";
import { Obstacle, runOrStop } from "./obstacle.mjs";

/** Tells whether this Python has pip, or can make an environment that has it. */
const probe = `
import importlib.util as u, sys
has = lambda name: u.find_spec(name) is not None
print("pip" if has("pip") else "venv" if has("venv") and has("ensurepip") else "bare", sys.version_info >= (3, 7))`;

function abilityOf(command) {
  const { status, stdout } = spawnSync(command[0], command.slice(1).concat("-c", probe), {
    encoding: "utf8",
  });
  const [ability, isRecent] = status === 0 ? stdout.trim().split(" ") : [];
  return isRecent === "True" ? ability : undefined;
}

/**
 * A Python 3 with pip, as a command and its first arguments: which one does not matter, since the wheels are asked for
 * by name of platform. The variable PYTHON names one; else `python3`, `python`, and one that uv brings.
 *
 * @throws Obstacle when there is none
 */
export async function findPip(work) {
  const names = process.env.PYTHON ? [process.env.PYTHON] : ["python3", "python"];
  const commands = names.map((name) => [name]);
  if (findProgram("uv")) commands.push(["uv", "run", "--no-project", "--quiet", "--with", "pip", "python"]);
  const found = commands.map((command) => ({ command, ability: abilityOf(command) }));
  const ready = found.find(({ ability }) => ability === "pip");
  if (ready) return ready.command;
  const able = found.find(({ ability }) => ability === "venv");
  if (!able)
    throw new Obstacle("no Python 3 with pip was found (Debian, Ubuntu: apt-get install python3-pip)");
  const folder = path.join(work, "python");
  await runOrStop("Making a Python environment with pip", able.command[0], ["-m", "venv", folder], {
    what: "making a Python environment",
  });
  return [path.join(folder, "bin", "python")];
}
