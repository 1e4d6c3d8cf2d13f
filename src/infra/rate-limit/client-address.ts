/**
 * What stands for the sender of a request: an IPv4 address as it is, of an IPv6 address the network, its first 64 bits,
 * because a single household or server has all the others to choose from.
 */
export function networkOf(address: string): string {
  if (!address.includes(':')) return address;
  if (address.includes('.')) return address.slice(address.lastIndexOf(':') + 1); // IPv4 as ::ffff:192.0.2.1
  const [head = '', tail = ''] = address.split('::');
  const groups = head === '' ? [] : head.split(':');
  const following = tail === '' ? [] : tail.split(':');
  while (groups.length + following.length < 8) groups.push('0');
  return `${[...groups, ...following].slice(0, 4).join(':')}::/64`;
}
