import { createHash } from 'node:crypto';

/** How tokens are stored: they have 256 bits of their own, so a plain hash tells nothing about them (ASVS 11.4). */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('base64url');
