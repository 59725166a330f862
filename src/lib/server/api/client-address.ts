import { isIPv4, isIPv6 } from 'node:net';

/**
 * Where a request came from: the connection's own address, or, behind `trustedProxies` proxies, the entry of
 * X-Forwarded-For that the outermost of them wrote. What stands left of that entry was sent by the visitor and may say
 * anything.
 */
export function clientAddress(
  forwardedFor: string | null,
  connectionAddress: string,
  trustedProxies: number,
): string {
  if (trustedProxies === 0 || forwardedFor === null) return connectionAddress;
  const entries = forwardedFor.split(',').map((entry) => entry.trim());
  const entry = entries[Math.max(0, entries.length - trustedProxies)] ?? '';
  // Some proxies write a port too: `192.0.2.1:4711`, `[2001:db8::1]:4711`.
  const bare = entry.replace(/^\[([^\]]*)\](:\d+)?$/, '$1').replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1');
  return isIPv4(bare) || isIPv6(bare) ? bare : connectionAddress;
}

/** What one household or machine holds: an IPv4 address, or the first 64 bits of an IPv6 one. */
export function networkOf(address: string): string {
  const plain = address.replace(/%.*$/, '');
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(plain)?.[1];
  if (mapped !== undefined) return mapped;
  if (!isIPv6(plain)) return plain;
  const [head = '', tail = ''] = plain.split('::');
  const headGroups = groupsOf(head);
  const missing = plain.includes('::') ? 8 - headGroups.length - groupsOf(tail).length : 0;
  const all = [...headGroups, ...Array.from({ length: missing }, () => '0'), ...groupsOf(tail)];
  return `${all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}

/** An embedded IPv4 address stands for two groups. */
function groupsOf(text: string): string[] {
  if (text === '') return [];
  return text.split(':').flatMap((group) => (group.includes('.') ? ['0', '0'] : [group]));
}
