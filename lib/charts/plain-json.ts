/** JSON text in which typed arrays are plain arrays: figures made by hand often hold them. */
export function jsonOf(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    ArrayBuffer.isView(part) && !(part instanceof DataView)
      ? Array.from(part as unknown as ArrayLike<unknown>)
      : part,
  );
}
