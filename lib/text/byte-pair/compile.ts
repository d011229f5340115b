import { byteCharacters } from "./byte-characters";
import type { SpecialRole, TokenizerModel } from "./model";

/** A model as tables, checked. */
export interface CompiledModel {
  readonly tokens: readonly string[];
  readonly ids: ReadonlyMap<string, number>;
  /** Id of the token of each byte. */
  readonly byteIds: Int32Array;
  /** Rank of the pair (left, right) under left · size + right. */
  readonly ranks: ReadonlyMap<number, number>;
  /** Id that the pair of each rank is joined to. */
  readonly joined: Int32Array;
  readonly size: number;
}

/** What messages call the parts of a model. */
export interface PartNames {
  readonly function: string;
  readonly tokens: string;
  readonly merges: string;
}

/**
 * Checks a model and makes the tables for encoding. O(tokens + merges).
 * @throws RangeError naming the token or the pair that does not fit
 */
export function compileModel(model: TokenizerModel, names: PartNames): CompiledModel {
  const { tokens, merges } = model;
  const ids = idsOf(tokens, names);
  const byteIds = Int32Array.from(byteCharacters, (character, byte) =>
    idOrThrow(
      ids,
      character,
      `${names.function} needs a token for every byte; ${names.tokens} has none for`,
      byte,
    ),
  );
  const size = tokens.length;
  const ranks = new Map<number, number>();
  const joined = Int32Array.from(merges, (merge, rank) => {
    const at = `${names.function}: ${names.merges}, pair ${rank + 1} of ${merges.length},`;
    const [left, right] = pairOf(merge, at);
    const [leftId, rightId, joinedId] = [left, right, left + right].map((token) => {
      const id = ids.get(token);
      if (id !== undefined) return id;
      throw new RangeError(
        `${at} "${merge}", needs the token "${token}", which is not in ${names.tokens}: take both from the same source`,
      );
    });
    const key = leftId * size + rightId;
    if (ranks.has(key))
      throw new RangeError(`${at} repeats pair ${ranks.get(key)! + 1}, "${merge}": drop one`);
    ranks.set(key, rank);
    return joinedId;
  });
  checkSpecial(model, ids, names);
  return { tokens, ids, byteIds, ranks, joined, size };
}

function idsOf(tokens: readonly string[], names: PartNames): Map<string, number> {
  const ids = new Map<string, number>();
  tokens.forEach((token, id) => {
    if (token === "") return;
    const first = ids.get(token);
    if (first !== undefined) {
      throw new RangeError(
        `${names.function}: ${names.tokens} has the token "${token}" twice, as ${first} and ${id}: a token has one id`,
      );
    }
    ids.set(token, id);
  });
  return ids;
}

function pairOf(merge: string, at: string): readonly [string, string] {
  const parts = typeof merge === "string" ? merge.split(" ") : [];
  if (parts.length === 2 && parts[0] !== "" && parts[1] !== "") return [parts[0], parts[1]];
  throw new RangeError(
    `${at} has to be two tokens with one space between them, got ${JSON.stringify(merge)}`,
  );
}

function idOrThrow(ids: ReadonlyMap<string, number>, token: string, message: string, byte: number): number {
  const id = ids.get(token);
  if (id !== undefined) return id;
  const hexadecimal = byte.toString(16).padStart(2, "0");
  throw new RangeError(`${message} 0x${hexadecimal} ("${token}"): train it with the whole alphabet of bytes`);
}

function checkSpecial(model: TokenizerModel, ids: ReadonlyMap<string, number>, names: PartNames): void {
  for (const token of model.special) {
    if (!ids.has(token)) {
      throw new RangeError(
        `${names.function}: the special token "${token}" is not in ${names.tokens}: add it there`,
      );
    }
  }
  for (const role of Object.keys(model.roles) as SpecialRole[]) {
    const token = model.roles[role];
    if (token !== undefined && !model.special.includes(token)) {
      throw new RangeError(
        `${names.function}: the token for ${role}, "${token}", is none of the special tokens: add it to them`,
      );
    }
  }
}
