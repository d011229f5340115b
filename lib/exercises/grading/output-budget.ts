import type { Output } from "../../runner/notebook/format";
import type { OpenSession } from "./session";

/** Sessions that keep so many characters of what all their cells show, and nothing behind them. */
export function withOutputBudget(open: OpenSession, characters: number): OpenSession {
  return async (signal) => {
    const session = await open(signal);
    let left = characters;
    const kept = (outputs: readonly Output[]): Output[] =>
      outputs.filter((output) => {
        left -= JSON.stringify(output).length;
        return left >= 0;
      });
    return {
      run: async (code) => {
        const result = await session.run(code);
        return { ...result, outputs: kept(result.outputs) };
      },
      close: () => session.close(),
    };
  };
}
