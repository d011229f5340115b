import type { Readable } from "node:stream";

const newline = 0x0a;

/** Hands over each line of a stream of bytes. Long lines arrive in many pieces and are joined once. */
export function onLines(stream: Readable, receive: (line: string) => void): void {
  let pieces: Buffer[] = [];
  stream.on("data", (chunk: Buffer) => {
    let start = 0;
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, start)) {
      pieces.push(chunk.subarray(start, end));
      start = end + 1;
      const line = pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces);
      pieces = [];
      receive(line.toString());
    }
    if (start < chunk.length) pieces.push(chunk.subarray(start));
  });
}
