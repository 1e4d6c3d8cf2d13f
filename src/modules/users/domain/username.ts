/** Letters, digits and underscores, 3 to 30 of them (003-01). */
const MAX = 30;

/**
 * A user name for somebody who chose none, from the e-mail address: its readable part, and enough of `random` that two
 * Janes differ (X4).
 */
export function usernameFor(email: string, random: string): string {
  const suffix = random
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '')
    .slice(0, 6);
  const readable = (email.split('@', 1)[0] ?? '')
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '')
    .slice(0, MAX - suffix.length - 1);
  return `${readable || 'user'}_${suffix}`;
}
