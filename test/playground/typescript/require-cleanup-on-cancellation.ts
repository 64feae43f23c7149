// Whatever is awaited between an acquisition and its release may throw, and then the release is never reached.
import {open} from 'node:fs/promises';

// Planted: if `read` throws, the file stays open.
export async function firstBytes(path: string): Promise<Buffer> {
  const file = await open(path);
  const {buffer} = await file.read(Buffer.alloc(64), 0, 64, 0);
  await file.close();
  return buffer;
}

// Well done: closed on every way out.
export async function firstBytesWell(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const {buffer} = await file.read(Buffer.alloc(64), 0, 64, 0);
    return buffer;
  } finally {
    await file.close();
  }
}
