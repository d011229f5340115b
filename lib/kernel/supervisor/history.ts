import type { MessageContent } from "../wire/message";

/** One stored cell of this kernel. Sessions are not kept beyond it, so all have session number 1. */
interface Entry {
  readonly line: number;
  readonly code: string;
}

const session = 1;

/** The cells run so far, answering `history_request`. */
export class History {
  readonly #entries: Entry[] = [];

  add(line: number, code: string): void {
    this.#entries.push({ line, code });
  }

  answer(request: MessageContent): MessageContent {
    const output = request.output === true;
    const history = this.#select(request).map(({ line, code }) => [
      session,
      line,
      output ? [code, null] : code,
    ]);
    return { status: "ok", history };
  }

  #select(request: MessageContent): readonly Entry[] {
    const { hist_access_type: access, n, start, stop, pattern, unique } = request;
    if (access === "tail") return lastOf(this.#entries, n);
    if (access === "range") return this.#range(Number(start ?? 0), Number(stop ?? Number.POSITIVE_INFINITY));
    const matcher = globMatcher(String(pattern ?? "*"));
    const found = this.#entries.filter(({ code }) => matcher.test(code));
    return lastOf(unique === true ? latestOfEach(found) : found, n);
  }

  #range(start: number, stop: number): readonly Entry[] {
    return this.#entries.filter(({ line }) => line >= start && line < stop);
  }
}

function lastOf(entries: readonly Entry[], count: unknown): readonly Entry[] {
  return typeof count === "number" && count > 0 ? entries.slice(-count) : entries;
}

function latestOfEach(entries: readonly Entry[]): readonly Entry[] {
  return [...new Map(entries.map((entry) => [entry.code, entry])).values()];
}

/** `*` stands for any characters, `?` for one. */
function globMatcher(pattern: string): RegExp {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${escaped.replaceAll("*", "[\\s\\S]*").replaceAll("?", "[\\s\\S]")}$`);
}
