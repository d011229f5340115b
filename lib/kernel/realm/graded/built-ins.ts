import { runInNewContext } from "node:vm";

/** The names that JavaScript itself gives to every program, such as Math and Promise. */
export const builtInNames: readonly string[] = runInNewContext("Object.getOwnPropertyNames(globalThis)");

/** What has no name of its own but is built in, too. */
export function namelessBuiltIns(): unknown[] {
  const iterators = [
    [][Symbol.iterator](),
    ""[Symbol.iterator](),
    new Map().keys(),
    new Set().keys(),
    "".matchAll(/x/g),
  ];
  return [
    function* () {
      yield;
    },
    async () => undefined,
    async function* () {
      yield;
    },
    Object.getPrototypeOf(Uint8Array),
    ...iterators.map((each) => Object.getPrototypeOf(each)),
  ];
}
