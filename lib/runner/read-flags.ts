import { type ParseArgsConfig, parseArgs } from "node:util";
import { nearestNames } from "../data/nearest-names";
import { UsageError } from "./usage-error";

type Flags = NonNullable<ParseArgsConfig["options"]>;

/** What the words of a command line say: values by flag, and the words that belong to no flag. */
export interface ReadFlags<Known extends Flags> {
  readonly values: { readonly [Name in keyof Known]?: ValueOf<Known[Name]> };
  readonly positionals: readonly string[];
}

type ValueOf<Flag extends Flags[string]> = Flag["type"] extends "boolean"
  ? boolean
  : Flag extends { readonly multiple: true }
    ? string[]
    : string;

/**
 * Reads the words behind a command.
 * @throws UsageError for an unknown flag, with the nearest ones, and for a value that is missing or too many
 */
export function readFlags<const Known extends Flags>(
  words: readonly string[],
  known: Known,
): ReadFlags<Known> {
  const { values, positionals, tokens } = parseArgs({
    args: [...words],
    options: known,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  for (const token of tokens) {
    if (token.kind === "option") checkFlag(known, token.name, token.rawName, token.value);
  }
  return { values: values as ReadFlags<Known>["values"], positionals };
}

function checkFlag(known: Flags, name: string, written: string, value: string | undefined): void {
  const flag = Object.hasOwn(known, name) ? known[name] : undefined;
  if (flag === undefined) {
    const names = Object.keys(known);
    const near = nearestNames(name, names);
    const listed = (near.length > 0 ? near : names).map((candidate) => `--${candidate}`).join(", ");
    throw new UsageError(
      `There is no flag ${written}. ${near.length > 0 ? "Nearest" : "There are"}: ${listed}.`,
    );
  }
  if (flag.type === "string" && value === undefined) {
    throw new UsageError(`The flag ${written} needs a value.`);
  }
  if (flag.type === "boolean" && value !== undefined) {
    throw new UsageError(`The flag ${written} takes no value.`);
  }
}
