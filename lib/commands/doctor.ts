import { readFlags } from "../runner/read-flags";
import { checkData } from "./doctor/data";
import type { Finding } from "./doctor/finding";
import { describeFindings } from "./doctor/finding";
import { checkJupyter } from "./doctor/jupyter";
import { checkModels } from "./doctor/models";
import { checkBuild, checkNode, checkPackages, checkTensors } from "./doctor/project";
import { projectRoot } from "./project-root";
import { runCommand } from "./run-command";

const help = `npm run doctor

Shows what is installed, which engine computes, which data are there, what is missing, and the command that mends it.
  --json   the findings as JSON
  --help   this text

  npm run doctor
  npm run --silent doctor -- --json

Ends with 0, 1 when something is missing without which nothing works, 2 for a wrong word on the command line.`;

/** Everything there is to know about this installation. */
export async function examine(root: string, environment: NodeJS.ProcessEnv): Promise<Finding[]> {
  return [
    checkNode(),
    checkPackages(root),
    checkBuild(root),
    await checkTensors(),
    ...checkData(root, environment),
    ...checkModels(root, environment),
    ...checkJupyter(root, environment),
  ];
}

/** `npm run doctor`: prints through `print`, returns the exit code. */
export async function doctor(
  words: readonly string[],
  root: string,
  print: (line: string) => void,
): Promise<number> {
  const options = { help: { type: "boolean", short: "h" }, json: { type: "boolean" } } as const;
  const { values } = readFlags(words, options);
  if (values.help) {
    print(help);
    return 0;
  }
  const findings = await examine(root, process.env);
  const isMissing = findings.some(({ state }) => state === "missing");
  if (values.json) print(JSON.stringify(findings, null, 2));
  else [...describeFindings(findings), "", conclusion(findings)].forEach(print);
  return isMissing ? 1 : 0;
}

function conclusion(findings: readonly Finding[]): string {
  const count = (wanted: Finding["state"]) => findings.filter(({ state }) => state === wanted).length;
  if (count("missing") > 0) return "Something essential is missing: see ✗ above.";
  return count("optional") > 0
    ? "Ready. What – marks is for JupyterLab, for real data and models or for speed only."
    : "Ready.";
}

if (require.main === module) {
  runCommand((words) => doctor(words, projectRoot, (line) => process.stdout.write(`${line}\n`)));
}
