import { promisify } from 'node:util';
import { crc32, deflate } from 'node:zlib';
import type { Raster } from './raster.ts';

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** One byte before each row says how it was filtered: 0 is as it is, which flat areas and letters compress best. */
const unfiltered = 0;
const bytesPerPixel = 3;

/** A picture as PNG (W3C, third edition), eight bits a colour. The compression runs in Node's thread pool. */
export async function pngOf({ width, height, pixels }: Raster): Promise<Buffer<ArrayBuffer>> {
  const rowBytes = width * bytesPerPixel;
  const rows = Buffer.alloc((rowBytes + 1) * height);
  for (let y = 0; y < height; y++) {
    const to = y * (rowBytes + 1);
    rows[to] = unfiltered;
    rows.set(pixels.subarray(y * rowBytes, (y + 1) * rowBytes), to + 1);
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // Eight bits; red, green and blue; the only compression, filter method and order there are.
  header.set([8, 2, 0, 0, 0], 8);
  const packed = await promisify(deflate)(rows, { level: 6 });
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', packed),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(name: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}
