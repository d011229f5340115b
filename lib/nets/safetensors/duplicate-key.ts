/** Strings, and what opens, closes and separates; numbers and constants stand between them. */
const tokens = /"(?:[^"\\]|\\.)*"|[{}[\],:]/g;

/** The first key that an object of a valid JSON text has twice, of which `JSON.parse` silently drops one. */
export function duplicateKey(json: string): string | undefined {
  // The keys of each object that is open; nothing for an array.
  const open: (Set<string> | undefined)[] = [];
  let last = "";
  for (const [token] of json.matchAll(tokens)) {
    if (token === "{") open.push(new Set());
    else if (token === "[") open.push(undefined);
    else if (token === "}" || token === "]") open.pop();
    else if (token === ":") {
      const key = JSON.parse(last) as string;
      const keys = open.at(-1)!;
      if (keys.has(key)) return key;
      keys.add(key);
    }
    last = token;
  }
  return undefined;
}
