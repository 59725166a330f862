/**
 * Reads files of this site to their ends, so that the browser's HTTP cache has them. Resolves to their bytes.
 * @throws Error when one cannot be had
 */
export async function fetchIntoCache(
  urls: readonly string[],
  onBytes: (receivedBytes: number) => void,
): Promise<number> {
  let receivedBytes = 0;
  await Promise.all(
    urls.map(async (url) => {
      const response = await fetch(url);
      if (!response.ok) throw new Error(`${new URL(url).pathname} answered ${response.status}`);
      const reader = response.body?.getReader();
      for (let part = await reader?.read(); part?.value !== undefined; part = await reader?.read()) {
        receivedBytes += part.value.byteLength;
        onBytes(receivedBytes);
      }
    }),
  );
  return receivedBytes;
}
