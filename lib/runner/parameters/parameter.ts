import type { Scale } from "../scale";
import type { SettingValue } from "./literal";
import { typeOfLiteral } from "./literal";

/** One line of a notebook's `parameters` cell. */
export interface Parameter {
  readonly name: string;
  /** "number", "string", "boolean", "number[]", … */
  readonly type: string;
  /** The strings it may hold, where its annotation is a union of strings. */
  readonly choices: readonly string[] | undefined;
  readonly defaultValue: SettingValue;
  /** The value at `--scale paper`, where it differs. */
  readonly paperValue: SettingValue | undefined;
  readonly description: string;
}

/** The value of a parameter at a scale, before any `--set`. */
export function valueAt(parameter: Parameter, scale: Scale): SettingValue {
  return scale === "paper" && parameter.paperValue !== undefined
    ? parameter.paperValue
    : parameter.defaultValue;
}

/** Whether a value may be assigned to the parameter. */
export function fits(parameter: Parameter, value: SettingValue): boolean {
  const { type, choices } = parameter;
  if (choices !== undefined) return typeof value === "string" && choices.includes(value);
  const given = typeOfLiteral(value);
  return given === type || (given === "[]" && type.endsWith("[]"));
}

/** The type as a message shows it. */
export function describeType({ type, choices }: Parameter): string {
  return choices?.map((choice) => JSON.stringify(choice)).join(" or ") ?? type;
}
