import fs from "node:fs";
import path from "node:path";

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

function isRunning(pid) {
  if (pid === process.pid) return false; // an earlier process, perhaps in another container, had our number
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

/** The process number that holds the lock, which is the name of the one file in its folder. */
function holderOf(folder) {
  try {
    return Number(fs.readdirSync(folder)[0]) || undefined;
  } catch (error) {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") return undefined;
    throw error;
  }
}

/** Moves a prepared folder into place: succeeds for one process only, whoever comes first. */
function claim(folder) {
  const prepared = `${folder}.${process.pid}`;
  fs.mkdirSync(prepared, { recursive: true });
  fs.writeFileSync(path.join(prepared, String(process.pid)), new Date().toISOString());
  try {
    fs.renameSync(prepared, folder);
    return true;
  } catch (error) {
    fs.rmSync(prepared, { recursive: true, force: true });
    if (["ENOTEMPTY", "EEXIST", "EPERM"].includes(error.code) && fs.existsSync(folder)) return false;
    if (["ENOTEMPTY", "EEXIST"].includes(error.code)) return false; // released in between: try again
    throw error;
  }
}

/** Takes a dead process's lock over by renaming its file, which only one process can do. */
function takeOver(folder, dead) {
  try {
    fs.renameSync(path.join(folder, String(dead)), path.join(folder, String(process.pid)));
    return true;
  } catch (error) {
    if (error.code === "ENOENT") return false;
    throw error;
  }
}

async function acquire(folder) {
  let told;
  while (!claim(folder)) {
    const holder = holderOf(folder);
    if (holder !== undefined && !isRunning(holder)) {
      if (takeOver(folder, holder)) return;
    } else if (holder !== undefined && told !== holder) {
      console.error(`Waiting for the set-up that process ${holder} is running (lock: ${folder}) …`);
      told = holder;
    }
    await pause(100);
  }
}

/** Runs `work` while no other process of this project does; leaves no lock behind, whatever happens. */
export async function withLock(root, work) {
  const folder = path.join(root, ".cache", "setup.lock");
  const release = () => {
    if (holderOf(folder) === process.pid) fs.rmSync(folder, { recursive: true, force: true });
  };
  process.on("exit", release);
  try {
    await acquire(folder);
    return await work();
  } finally {
    release();
    process.removeListener("exit", release);
  }
}
