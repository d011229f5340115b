import { type FrontEnd, frontEndKey, type MimeBundle } from "./figure";

/** The kernel's front end, when this code runs in a cell. */
export function frontEnd(): FrontEnd | undefined {
  return (globalThis as { [frontEndKey]?: FrontEnd })[frontEndKey];
}

/** Shows a bundle under the running cell, or its text on standard output outside a kernel. */
export function deliver(bundle: MimeBundle & { readonly "text/plain": string }): void {
  const front = frontEnd();
  if (front) {
    front.display(bundle);
  } else {
    console.log(bundle["text/plain"]);
  }
}

/** Shows Markdown under the running cell; outside a kernel it is printed as it is. */
export function showMarkdown(markdown: string): void {
  deliver({ "text/markdown": markdown, "text/plain": markdown });
}
