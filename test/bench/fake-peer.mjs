/** Speaks the protocol of peers.py; its first argument says how it behaves. */
import { createInterface } from "node:readline";

const [behaviour] = process.argv.slice(2);
const answers = {
  answers: ({ prepare }) => (prepare ? { peer: "fake 1.0" } : { seconds: 0.5, value: 2 }),
  lacks: () => ({ error: "No module named 'sklearn'" }),
  fails: ({ prepare }) => (prepare ? { peer: "fake 1.0" } : { error: "out of luck" }),
  differs: ({ prepare }) => (prepare ? { peer: "fake 1.0" } : { seconds: 0.5, value: 2.1 }),
  echoes: ({ prepare, problem }) => ({ peer: prepare ? JSON.stringify(problem) : undefined, seconds: 1 }),
};

for await (const line of createInterface({ input: process.stdin })) {
  if (behaviour === "dies") {
    process.stderr.write("the peer's last words\n");
    process.exit(1);
  }
  process.stdout.write(`${JSON.stringify(answers[behaviour](JSON.parse(line)))}\n`);
}
