import type { Device } from './session.js';

/**
 * What stays the same about a device for as long as nobody would call it another one: its user agent without the numbers,
 * which change with every update, and the part of its address that a provider's customers share.
 */
export const familyOf = ({ userAgent, ipAddress }: Pick<Device, 'userAgent' | 'ipAddress'>): string =>
  `${(userAgent ?? '').replaceAll(/[\d._]+/g, '')} ${neighbourhoodOf(ipAddress ?? '')}`;

/** The first 16 bits of an IPv4 address, the first 32 of an IPv6 address. */
function neighbourhoodOf(address: string): string {
  if (!address.includes(':')) return address.split('.', 2).join('.');
  // IPv4 as ::ffff:192.0.2.1
  if (address.includes('.')) return neighbourhoodOf(address.slice(address.lastIndexOf(':') + 1));
  const [one, two] = address.split(':', 2);
  return `${one}:${two}`;
}
