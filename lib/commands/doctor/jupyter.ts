import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { jupyterDataFolder } from "../../kernel/kernelspec";
import { hasLab, labFolder } from "../lab/environment";
import { jupyterFolders } from "../lab/jupyter-folders";
import { findPython } from "../lab/python";
import type { Finding } from "./finding";
import { optional, ready } from "./finding";

/** Python and Jupyter: needed for JupyterLab only, not for `npm start` and `npm test`. */
export function checkJupyter(root: string, environment: NodeJS.ProcessEnv): Finding[] {
  return [
    checkPython(environment),
    checkLab(root),
    checkOtherJupyter(environment),
    checkKernel(root, environment),
  ];
}

function checkPython(environment: NodeJS.ProcessEnv): Finding {
  try {
    const { command, version } = findPython(environment.PYTHON || undefined, environment);
    return ready("Python", `${version} (${command})`);
  } catch (error) {
    const [detail = "", ...rest] = (error as Error).message.split("): ");
    return optional("Python", `${detail})`, rest.join("): "));
  }
}

function checkLab(root: string): Finding {
  return hasLab(root)
    ? ready("JupyterLab", `in ${labFolder(root)}`)
    : optional("JupyterLab", "not set up yet", "npm run lab (sets it up and opens it)");
}

function checkOtherJupyter(environment: NodeJS.ProcessEnv): Finding {
  const { status, stdout } = spawnSync("jupyter", ["lab", "--version"], {
    encoding: "utf8",
    env: environment,
  });
  return status === 0
    ? ready("other Jupyter", `JupyterLab ${stdout.trim()} on the path`)
    : ready("other Jupyter", "none on the path");
}

function checkKernel(root: string, environment: NodeJS.ProcessEnv): Finding {
  const found = dataFolders(root, environment).filter((folder) =>
    existsSync(join(folder, "kernels/model-collapse/kernel.json")),
  );
  return found.length > 0
    ? ready("kernel", `registered under ${found.join(", ")}`)
    : optional("kernel", "not registered with a Jupyter", "npm run kernel -- install");
}

/** Where Jupyter looks for kernels, and the environment of `npm run lab`. */
function dataFolders(root: string, environment: NodeJS.ProcessEnv): string[] {
  return [
    ...(environment.JUPYTER_PATH ?? "").split(delimiter).filter(Boolean),
    jupyterDataFolder(undefined, environment),
    jupyterFolders(root).data,
    jupyterDataFolder("/usr/local"),
    jupyterDataFolder("/usr"),
  ];
}
