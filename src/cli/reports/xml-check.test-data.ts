/**
 * Walks through XML and tells its outermost element; throws on tags that do not match, on stray markup and on
 * references that XML does not know. As much of the grammar (XML 1.0, sections 2.4 and 3) as our reports use.
 */
export function outermostElement(xml: string): string {
  const open: string[] = [];
  let outermost = '';
  const body = xml.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>\s*/, '');
  const token = /<(\/?)([A-Za-z][\w-]*)((?:\s+[A-Za-z][\w-]*="[^"<]*")*)\s*(\/?)>|([^<]+)/gy;
  while (token.lastIndex < body.length) {
    const at = token.lastIndex;
    const found = token.exec(body);
    if (found === null) throw new Error(`Stray markup at ${body.slice(at, at + 40)}`);
    const [whole, closing, name = '', , selfClosing] = found;
    if (/&(?!(amp|lt|gt|quot|#\d+);)/.test(whole)) throw new Error(`A bare ampersand in ${whole}`);
    if (name === '') continue;
    if (closing === '/') {
      if (open.pop() !== name) throw new Error(`</${name}> closes nothing.`);
    } else {
      if (open.length === 0) outermost += name;
      if (selfClosing !== '/') open.push(name);
    }
  }
  if (open.length > 0) throw new Error(`<${open.join('><')}> is never closed.`);
  return outermost;
}
