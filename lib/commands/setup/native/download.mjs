/** `node download.mjs ADDRESS FILE`: a host that does not answer within 3 s, or stops for 30 s, is given up. */
import fs from "node:fs";

const [address, file] = process.argv.slice(2);
const controller = new AbortController();
let timer;

function expect(milliseconds, reason) {
  clearTimeout(timer);
  timer = setTimeout(() => controller.abort(new Error(reason)), milliseconds);
}

try {
  expect(3000, "it did not answer within 3 s");
  const response = await fetch(address, { signal: controller.signal });
  if (!response.ok) throw new Error(`it answered ${response.status}`);
  const output = fs.createWriteStream(file);
  for await (const chunk of response.body) {
    expect(30_000, "it stopped sending");
    if (!output.write(chunk)) await new Promise((drained) => output.once("drain", drained));
  }
  clearTimeout(timer);
  await new Promise((closed, failed) => output.on("error", failed).end(closed));
} catch (error) {
  clearTimeout(timer);
  const { code, message } = error.cause || error;
  console.error(typeof code === "string" ? code : message);
  process.exitCode = 1;
}
