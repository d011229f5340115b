import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type MessageContent, protocolVersion } from "../wire/message";

const { version } = JSON.parse(readFileSync(join(__dirname, "../../../package.json"), "utf8"));
const compiler = JSON.parse(
  readFileSync(require.resolve("@tslab/typescript-for-tslab/package.json"), "utf8"),
);

/** What the kernel says about itself and its language. */
export const kernelInfo: MessageContent = {
  status: "ok",
  protocol_version: protocolVersion,
  implementation: "model-collapse",
  implementation_version: version,
  language_info: {
    name: "typescript",
    version: compiler.version,
    mimetype: "text/typescript",
    file_extension: ".ts",
    pygments_lexer: "typescript",
    nbconvert_exporter: "script",
    // `mode` is read by JupyterLab, `name` and `typescript` by the classic notebook.
    codemirror_mode: { mode: "typescript", name: "javascript", typescript: true },
  },
  banner: [
    `TypeScript ${compiler.version} on Node ${process.versions.node}, model-collapse ${version}`,
    "After a change of the library: npm run setup, then restart the kernel.",
  ].join("\n"),
  debugger: false,
  supported_features: [],
  help_links: [{ text: "TypeScript", url: "https://www.typescriptlang.org/docs/" }],
};
