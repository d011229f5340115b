import { join } from "node:path";
import { describePlace } from "./locations";

const driverPath = join(__dirname, "../drive.js");

/** Enough to see the cell behind a deep call in a library. */
const framesKept = 50;

/** Makes `error.stack` name places in cells and in TypeScript sources, for errors shown and errors printed alike. */
export function describeStacks(root: string): void {
  Error.stackTraceLimit = framesKept;
  Error.prepareStackTrace = (error, sites) => {
    const frames = withoutDriver(sites).map((site) => `\n    at ${describeSite(site, root)}`);
    return `${headline(error)}${frames.join("")}`;
  };
}

/** What lies below a cell's first line is this kernel's: of no use to the cell's reader. */
function withoutDriver(sites: readonly NodeJS.CallSite[]): readonly NodeJS.CallSite[] {
  const driver = sites.findIndex((site) => site.getFileName() === driverPath);
  if (driver < 0) return sites;
  const calls = sites.slice(0, driver);
  // The driver enters a cell through its generator.
  return calls.at(-1)?.getTypeName() === "Generator" ? calls.slice(0, -1) : calls;
}

function headline(error: Error): string {
  try {
    return Error.prototype.toString.call(error);
  } catch {
    // A getter for name or message that throws must not hide the error.
    return "Error";
  }
}

function describeSite(site: NodeJS.CallSite, root: string): string {
  // tslab calls what a cell imported or declared as members of a proxy.
  const text = site.toString().replace(/^(async )?Proxy\./, "$1");
  const [file, line, column] = [site.getFileName(), site.getLineNumber(), site.getColumnNumber()];
  if (!file || line === null || column === null || file.startsWith("node:")) return text;
  const path = file.startsWith("file://") ? decodeURIComponent(new URL(file).pathname) : file;
  const place = describePlace(path, { line: line - 1, column: column - 1 }, root);
  return text.replace(`${file}:${line}:${column}`, place);
}
