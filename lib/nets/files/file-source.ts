import { open } from "node:fs/promises";
import type { ByteSource } from "../byte-source";

/** A file that is read piece by piece, until it is closed. */
export interface FileSource extends ByteSource {
  close(): Promise<void>;
}

/** Bytes asked of the system at once; it gives at most 2 GB. */
const largestRead = 2 ** 26;

/** Opens a file of a fixed size. @throws the error of the file system */
export async function openSource(path: string): Promise<FileSource> {
  const handle = await open(path);
  try {
    const status = await handle.stat();
    if (!status.isFile()) throw new Error("it is a folder or a device, no file");
    const read = async (start: number, end: number) => {
      const bytes = new Uint8Array(end - start);
      for (let at = 0; at < bytes.length; ) {
        const { bytesRead } = await handle.read(
          bytes,
          at,
          Math.min(largestRead, bytes.length - at),
          start + at,
        );
        if (bytesRead === 0) throw new Error("it was cut off while it was read");
        at += bytesRead;
      }
      return bytes;
    };
    return { length: status.size, read, close: () => handle.close() };
  } catch (error) {
    await handle.close();
    throw error;
  }
}
