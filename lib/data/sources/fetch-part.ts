import { open } from "node:fs/promises";
import { RefusedFile } from "./content";
import type { PartFile } from "./part-file";

/** Limits of a download, and whom to tell. */
export interface DownloadSettings {
  /** Seconds to wait for an answer. */
  readonly connectSeconds: number;
  /** Seconds to wait for the next bytes. */
  readonly stallSeconds: number;
  readonly signal?: AbortSignal;
  /** Called for every piece, with the bytes received and all that come: as the server says, else those unpacked. */
  readonly onProgress?: (received: number, total: number) => void;
}

/** An answer that no further attempt at this address will change. */
export class NotServed extends Error {
  override readonly name = "NotServed";
}

/** A connection that broke or fell silent after the answer had begun: worth another attempt. */
export class BrokenOff extends Error {
  override readonly name = "BrokenOff";
}

/**
 * Downloads the rest of a file into its part, from where the part ends when the server can (Range), else from
 * the start. Whatever was received stays in the part when the connection breaks.
 * @throws NotServed when the server answers but not with the file; RefusedFile when it sends far too much
 * @throws BrokenOff when the connection breaks; the error of fetch when there is none; the signal's reason
 */
export async function fetchPart(
  url: string,
  part: PartFile,
  total: number,
  settings: DownloadSettings,
): Promise<void> {
  const watch = new Watch(settings.signal);
  try {
    const { connectSeconds } = settings;
    watch.expect(connectSeconds, new Error(`no answer for ${connectSeconds} s`));
    let response = await request(url, part.bytes, watch.signal);
    if (response.status === 416) {
      await response.body?.cancel();
      response = await request(url, 0, watch.signal);
    }
    const offset = await offsetOf(response, part.bytes);
    await receive(response, offset, part.path, total, settings, watch);
  } catch (error) {
    throw settings.signal?.aborted ? settings.signal.reason : (watch.reason ?? error);
  } finally {
    watch.end();
  }
}

function request(url: string, offset: number, signal: AbortSignal): Promise<Response> {
  const range: Record<string, string> = offset > 0 ? { range: `bytes=${offset}-` } : {};
  // Compressed on the way, a range would count other bytes than ours.
  return fetch(url, { headers: { "accept-encoding": "identity", ...range }, signal });
}

/** Where in the file the answer begins: at `held` when the server honours the range, else at 0. */
async function offsetOf(response: Response, held: number): Promise<number> {
  if (response.status === 200) return 0;
  const start = Number(/^bytes (\d+)-/.exec(response.headers.get("content-range") ?? "")?.[1] ?? Number.NaN);
  if (response.status === 206 && start === held) return held;
  await response.body?.cancel();
  throw new NotServed(`HTTP ${response.status} ${response.statusText}`.trim());
}

async function receive(
  response: Response,
  offset: number,
  path: string,
  total: number,
  settings: DownloadSettings,
  watch: Watch,
): Promise<void> {
  const { stallSeconds } = settings;
  // Absent or 0 when the length is not known before the end.
  const announced = offset + Number(response.headers.get("content-length") ?? 0);
  const coming = announced > offset ? announced : total;
  const handle = await open(path, offset === 0 ? "w" : "a");
  try {
    let received = offset;
    for await (const piece of piecesOf(response)) {
      watch.expect(stallSeconds, new BrokenOff(`no more data for ${stallSeconds} s`));
      received += piece.length;
      // Compressed bytes are fewer than unpacked ones, but for a few of packaging.
      if (received > total + 4096) throw new RefusedFile(`longer than the ${total} bytes expected`);
      await handle.write(piece);
      settings.onProgress?.(received, coming);
    }
  } finally {
    await handle.close();
  }
}

async function* piecesOf(response: Response): AsyncGenerator<Uint8Array> {
  const reader = response.body!.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((error: Error) => {
        throw new BrokenOff(`the connection broke (${error.message})`, { cause: error });
      });
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined); // Already broken: nothing is left to stop.
  }
}

/** Aborts when the user does, or when nothing happens for too long. */
class Watch {
  reason: Error | undefined;
  readonly #controller = new AbortController();
  readonly #user: AbortSignal | undefined;
  readonly #passOn = (): void => this.#controller.abort(this.#user?.reason);
  #timer: NodeJS.Timeout | undefined;

  constructor(user: AbortSignal | undefined) {
    this.#user = user;
    user?.addEventListener("abort", this.#passOn);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  expect(seconds: number, otherwise: Error): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.reason = otherwise;
      this.#controller.abort(otherwise);
    }, seconds * 1000);
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#user?.removeEventListener("abort", this.#passOn);
  }
}
