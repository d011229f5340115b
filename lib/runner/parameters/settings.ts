import { nearestNames } from "../../data/nearest-names";
import type { Scale } from "../scale";
import { UsageError } from "../usage-error";
import type { Settings } from "./inject";
import type { SettingValue } from "./literal";
import { printLiteral, readLiteral, readTokens } from "./literal";
import type { Parameter } from "./parameter";
import { describeType, fits, valueAt } from "./parameter";

/** What the command line asks for: values of `--set` still as text. */
export interface RequestedSettings {
  readonly scale: Scale;
  readonly seed: number | undefined;
  readonly assignments: ReadonlyMap<string, string>;
}

/** A notebook's name beside the settings it offers. */
export interface OfferedSettings {
  readonly name: string;
  readonly parameters: readonly Parameter[];
}

/** Settings that have a flag of their own. */
const flags: Readonly<Record<string, string>> = { scale: "--scale", seed: "--seed" };

/**
 * Holds `--set` against everything that the selected notebooks offer.
 *
 * @throws UsageError for a name that none of them has, with the nearest names and all settings with types and defaults.
 */
export function checkNames(requested: RequestedSettings, offered: readonly OfferedSettings[]): void {
  const known = offered.flatMap(({ parameters }) => parameters.map(({ name }) => name));
  for (const name of requested.assignments.keys()) {
    if (flags[name] !== undefined)
      throw new UsageError(`The setting ${name} has a flag of its own: ${flags[name]}.`);
    if (known.includes(name)) continue;
    const near = nearestNames(
      name,
      known.filter((candidate) => flags[candidate] === undefined),
    );
    const nearest = near.length > 0 ? ` Nearest: ${near.join(", ")}.` : "";
    throw new UsageError(`There is no setting "${name}".${nearest}\n\n${listSettings(offered)}`);
  }
}

/**
 * The settings of one notebook: from its cell, then the scale, then the command line.
 *
 * @throws UsageError when a value does not have the type of the default.
 */
export function resolveSettings(offered: OfferedSettings, requested: RequestedSettings): Settings {
  const entries = offered.parameters.map((parameter) => {
    return [parameter.name, resolve(parameter, requested, offered)] as const;
  });
  return Object.fromEntries(entries);
}

function resolve(parameter: Parameter, requested: RequestedSettings, offered: OfferedSettings): SettingValue {
  if (parameter.name === "scale") return requested.scale;
  if (parameter.name === "seed" && requested.seed !== undefined) return requested.seed;
  const text = requested.assignments.get(parameter.name);
  if (text === undefined) return valueAt(parameter, requested.scale);
  const value = parseValue(text, parameter);
  if (value !== undefined && fits(parameter, value)) return value;
  throw new UsageError(
    `The setting ${parameter.name} of ${offered.name} is ${describeType(parameter)} ` +
      `(default ${printLiteral(parameter.defaultValue)}), got "${text}".\n\n${listSettings([offered])}`,
  );
}

/** A value as typed on a command line: strings need no quotes, arrays no brackets. */
function parseValue(text: string, parameter: Parameter): SettingValue | undefined {
  if (parameter.type === "string" && !/^\s*["']/.test(text)) return text;
  const isBareArray = parameter.type.endsWith("[]") && !/^\s*\[/.test(text);
  if (isBareArray && parameter.type === "string[]" && !/["']/.test(text)) {
    return text.split(",").map((item) => item.trim());
  }
  const code = isBareArray ? `[${text}]` : text;
  try {
    const tokens = readTokens(code);
    const value = readLiteral(tokens.next(), tokens);
    return tokens.next().type.label === "eof" ? value : undefined;
  } catch (error) {
    if (error instanceof RangeError || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Every setting with type, default, value at the published scale and meaning, by notebook. */
export function listSettings(offered: readonly OfferedSettings[]): string {
  const sections = offered.map(({ name, parameters }) => {
    const lines = parameters
      .filter((parameter) => flags[parameter.name] === undefined)
      .map((parameter) => `  ${describeParameter(parameter)}`);
    return [`Settings of ${name}:`, ...(lines.length > 0 ? lines : ["  none"])].join("\n");
  });
  return sections.join("\n");
}

function describeParameter(parameter: Parameter): string {
  const { name, defaultValue, paperValue, description } = parameter;
  const paper = paperValue === undefined ? "" : `, paper ${printLiteral(paperValue)}`;
  const meaning = description === "" ? "" : ` — ${description}`;
  return `${name}: ${describeType(parameter)}, default ${printLiteral(defaultValue)}${paper}${meaning}`;
}
