import { promisify } from 'node:util';
import { crc32, deflate } from 'node:zlib';
import type { Raster } from './raster.ts';

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** One byte before each row says how it was filtered: 1 stores differences to the pixel on the left. */
const subtractLeft = 1;
const bytesPerPixel = 3;

/** A picture as PNG (W3C, third edition), eight bits a colour. The compression runs in Node's thread pool. */
export async function pngOf({ width, height, pixels }: Raster): Promise<Buffer<ArrayBuffer>> {
  const rowBytes = width * bytesPerPixel;
  const rows = Buffer.alloc((rowBytes + 1) * height);
  for (let y = 0; y < height; y++) {
    const to = y * (rowBytes + 1);
    rows[to] = subtractLeft;
    for (let at = 0; at < rowBytes; at++) {
      const left = at < bytesPerPixel ? 0 : (pixels[y * rowBytes + at - bytesPerPixel] ?? 0);
      rows[to + 1 + at] = (pixels[y * rowBytes + at] ?? 0) - left;
    }
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
