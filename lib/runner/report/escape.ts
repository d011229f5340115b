/** Data for a script element of type `application/json`: no character sequence in it can end the element. */
export function embedJson(value: unknown): string {
  return JSON.stringify(value)
    .replace(/</g, "\\u003c")
    .replace(/\u2028/g, "\\u2028")
    .replace(/\u2029/g, "\\u2029");
}

/** A script for a script element: the sequences that would change how the page is read are spelled otherwise. */
export function embedScript(code: string): string {
  return code.replace(/<(?=!--|\/?script)/gi, "\\x3C");
}
