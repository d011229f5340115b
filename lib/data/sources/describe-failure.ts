/** What went wrong: without the absolute path of file system errors, with the reason that "fetch failed" hides. */
export function describeFailure(error: unknown): string {
  const inner = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const { code, syscall, path, message } = inner as NodeJS.ErrnoException;
  if (path !== undefined) return `${code} (${syscall})`;
  return message || String(code);
}
