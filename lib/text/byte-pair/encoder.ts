import type { CompiledModel } from "./compile";
import type { Part } from "./cut";
import type { IdBuffer } from "./id-buffer";
import { joinPairs } from "./join-pairs";
import { detached } from "./words";

/** Words whose tokens are remembered, and how long they may be: about 10 MB at most. */
const rememberedWords = 1 << 16;
const longestRemembered = 256;

/** Appends the ids of parts of a text. Texts repeat their words: the tokens of those seen before are remembered. */
export type Encoder = (parts: readonly Part[], ids: IdBuffer) => void;

export function createEncoder(model: CompiledModel): Encoder {
  const utf8 = new TextEncoder();
  const remembered = new Map<string, readonly number[]>();
  const tokensOf = (word: string): readonly number[] => {
    const known = remembered.get(word);
    if (known !== undefined) return known;
    const tokens = joinPairs(utf8.encode(word), model);
    if (word.length <= longestRemembered) {
      if (remembered.size === rememberedWords) remembered.clear();
      remembered.set(detached(word), tokens);
    }
    return tokens;
  };
  return (parts, ids) => {
    for (const { words, special } of parts) {
      for (const word of words) for (const id of tokensOf(word)) ids.push(id);
      if (special !== undefined) ids.push(model.ids.get(special)!);
    }
  };
}
