import { isObject, type JsonObject, refusal, shown } from "./json-fields";
import type { SpecialRole, TokenizerModel } from "./model";

/** What Hugging Face's files call the roles. */
export const roleFields: Readonly<Record<SpecialRole, string>> = {
  beginning: "bos_token",
  end: "eos_token",
  padding: "pad_token",
  unknown: "unk_token",
};

/** The files that name special tokens, parsed: the first that names one for a role decides. */
export type RoleFiles = readonly (readonly [file: string, content: JsonObject])[];

/**
 * The token for each role: by name (`bos_token`, as text or as `{ content }`) or, where no file names one, by id
 * (`bos_token_id`, the first of a list).
 * @throws RangeError naming the file and the field that names no token
 */
export function rolesIn(files: RoleFiles, tokens: readonly string[]): TokenizerModel["roles"] {
  const known = new Set(tokens);
  const roles: Partial<Record<SpecialRole, string>> = {};
  for (const role of Object.keys(roleFields) as SpecialRole[]) {
    const token = named(files, roleFields[role], known) ?? numbered(files, `${roleFields[role]}_id`, tokens);
    if (token !== undefined) roles[role] = token;
  }
  return roles;
}

function named(files: RoleFiles, field: string, known: ReadonlySet<string>): string | undefined {
  for (const [file, content] of files) {
    const value = content[field];
    const token = isObject(value) ? value.content : value;
    if (token === undefined || token === null) continue;
    if (typeof token === "string" && token !== "" && known.has(token)) return token;
    throw refusal(
      file,
      `${field}, ${shown(value)}, is no token of the vocabulary`,
      "add it there, or drop the field",
    );
  }
  return undefined;
}

function numbered(files: RoleFiles, field: string, tokens: readonly string[]): string | undefined {
  for (const [file, content] of files) {
    const value = content[field];
    const id: unknown = Array.isArray(value) ? value[0] : value;
    if (id === undefined || id === null) continue;
    const token = typeof id === "number" ? tokens[id] : undefined;
    if (token) return token;
    throw refusal(file, `${field}, ${shown(value)}, is no id of a token`, "correct it, or drop the field");
  }
  return undefined;
}
