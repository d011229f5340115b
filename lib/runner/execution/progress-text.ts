import type { Message } from "../../kernel/wire/message";
import { plainText } from "../terminal/plain-text";

/** Only the end of a long text is looked at. */
const tail = 2000;

/** The last line that a published message shows, as a sign of how far its cell is; undefined when it shows no text. */
export function progressIn({ header, content }: Message): string | undefined {
  const text = header.msg_type === "stream" ? content.text : displayedText(content.data);
  if (typeof text !== "string") return undefined;
  return plainText(text.slice(-tail))
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .at(-1);
}

function displayedText(data: unknown): unknown {
  return (data as Record<string, unknown> | undefined)?.["text/plain"];
}
