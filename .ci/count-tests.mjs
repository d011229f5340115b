/** Prints "PASSED FAILED" from a report of Vitest; a file that could not be loaded is one failure, and so is no report. */
import { existsSync, readFileSync } from "node:fs";

const [report] = process.argv.slice(2);
if (existsSync(report)) {
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(report, "utf8"));
  const unloaded = testResults.filter(
    ({ status, assertionResults }) =>
      status === "failed" && !assertionResults.some((test) => test.status === "failed"),
  );
  console.log(numPassedTests, numFailedTests + unloaded.length);
} else {
  console.log(0, 1);
}
