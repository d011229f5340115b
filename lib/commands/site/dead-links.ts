import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import { htmlFiles } from "./html-files";

const linking = /<(?:a|link|img|script|source)\b[^>]*?\s(?:href|src)="([^"]*)"/g;
const naming = /\s(?:id|name)="([^"]*)"/g;
const elsewhere = /^(?:[a-z][a-z0-9+.-]*:|\/\/)/i;

/**
 * Links of a site's pages that lead to no file of it, or to no place in the page that they name, as "page: link" lines.
 * Addresses of other sites are not looked at.
 */
export function deadLinks(folder: string): string[] {
  const pages = htmlFiles(folder);
  const places = new Map<string, Set<string>>();
  const placesOf = (file: string): Set<string> => {
    const known = places.get(file) ?? matches(readFileSync(file, "utf8"), naming);
    places.set(file, known);
    return known;
  };
  return pages.flatMap((page) =>
    [...matches(readFileSync(page, "utf8"), linking)]
      .filter((address) => !elsewhere.test(address) && !leadsSomewhere(page, address, placesOf))
      .map((address) => `${relative(folder, page)}: ${address}`),
  );
}

function leadsSomewhere(page: string, address: string, placesOf: (file: string) => Set<string>): boolean {
  const [path = "", anchor] = address.split("#");
  const target = path === "" ? page : resolve(dirname(page), decodeURI(path.split("?")[0]!));
  if (!existsSync(target) || !statSync(target).isFile()) return false;
  return (
    anchor === undefined ||
    anchor === "" ||
    !target.endsWith(".html") ||
    placesOf(target).has(decodeURI(anchor))
  );
}

function matches(text: string, pattern: RegExp): Set<string> {
  return new Set([...text.matchAll(pattern)].map((match) => match[1]!.replaceAll("&amp;", "&")));
}
