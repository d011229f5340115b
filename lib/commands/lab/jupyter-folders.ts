import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { installKernelspec, kernelName } from "../../kernel/kernelspec";
import { writeAtomically } from "../../runner/files/write-atomically";

/** The folders in which the workbook's Jupyter keeps its settings, its kernel and whom it trusts; no other Jupyter's. */
export interface JupyterFolders {
  readonly config: string;
  readonly data: string;
  readonly runtime: string;
}

export function jupyterFolders(root: string): JupyterFolders {
  const folder = (name: string) => join(root, ".cache/jupyter", name);
  return { config: folder("config"), data: folder("data"), runtime: folder("runtime") };
}

/** What tells Jupyter where they are. */
export function jupyterVariables({ config, data, runtime }: JupyterFolders): Record<string, string> {
  return { JUPYTER_CONFIG_DIR: config, JUPYTER_DATA_DIR: data, JUPYTER_RUNTIME_DIR: runtime };
}

const server = {
  MultiKernelManager: { default_kernel_name: kernelName },
  LabApp: { extension_manager: "readonly" },
};

/** Nothing that asks, announces or offers to install. */
const page = {
  disabledExtensions: {
    "@jupyterlab/apputils-extension:announcements": true,
    "@jupyterlab/extensionmanager-extension:plugin": true,
  },
};

/** Defaults: what the reader sets in JupyterLab's own settings comes before them. */
const settings = {
  "@jupyterlab/apputils-extension:notification": { fetchNews: "false", checkForUpdates: false },
  "@jupyterlab/completer-extension:manager": {
    autoCompletion: true,
    showDocumentationPanel: true,
    // The first answer of a kernel waits for its compiler.
    providerTimeout: 10_000,
  },
};

/** Writes the settings and registers the kernel. */
export function prepareJupyterFolders(folders: JupyterFolders): void {
  for (const folder of [...Object.values(folders), join(folders.config, "labconfig")]) {
    mkdirSync(folder, { recursive: true });
  }
  const write = (name: string, content: object) =>
    writeAtomically(join(folders.config, name), `${JSON.stringify(content, null, 2)}\n`);
  write("jupyter_server_config.json", server);
  write("labconfig/page_config.json", page);
  write("labconfig/default_setting_overrides.json", settings);
  installKernelspec(folders.data);
}
