/** A place in a list as a text that says nothing to its bearer: the sort columns of the last row, in order. */
export function writeCursor(place: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/** Null unless the text is a cursor whose columns are of these types. */
export function readCursor<Types extends readonly ('string' | 'number')[]>(
  cursor: string,
  types: Types,
): { [Index in keyof Types]: Types[Index] extends 'number' ? number : string } | null {
  if (cursor.length > 500 || !/^[\w-]+$/.test(cursor)) return null;
  let place: unknown;
  try {
    place = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return null;
  }
  if (!Array.isArray(place) || place.length !== types.length) return null;
  if (!place.every((value, index) => typeof value === types[index])) return null;
  return place as never;
}
