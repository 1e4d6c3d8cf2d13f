export const DEVICE_TYPES = ['desktop', 'mobile', 'tablet'] as const;

/** What somebody signed in with, as far as the request tells; null where it doesn't (002-10). */
export interface Device {
  readonly userAgent: string | null;
  readonly ipAddress: string | null;
  /** Where the address is; nobody is asked so far. */
  readonly location: string | null;
  readonly deviceType: (typeof DEVICE_TYPES)[number] | null;
  readonly browser: string | null;
  readonly os: string | null;
}

/** Somebody signed in on one device (002-10, A.7). */
export interface Session {
  readonly id: string;
  readonly userId: string;
  /** Names the line of refresh tokens that replace each other; part of each of them. */
  readonly familyId: string;
  /** Of the one refresh token that is valid now (X29). */
  readonly refreshTokenHash: string;
  /** Whether it outlives idleness (X23). */
  readonly isRemembered: boolean;
  /** When it was last used, give or take {@link ACCESS_NOTED_EVERY_MS}. */
  readonly lastAccessedAt: Date;
  /** When its refresh token was last replaced; at first, when it began. */
  readonly refreshedAt: Date;
  /** When it was last proved that it is the user who is here. */
  readonly authenticatedAt: Date;
  readonly absoluteExpiresAt: Date;
}

/** A session as its owner sees it. */
export interface OwnSession extends Pick<Session, 'id' | 'lastAccessedAt' | 'absoluteExpiresAt'> {
  readonly device: Device;
  readonly createdAt: Date;
  /** When it ends unless it is used. */
  readonly expiresAt: Date;
}

/** Use is noted that seldom, so that it costs no write for each request. */
export const ACCESS_NOTED_EVERY_MS = 60_000;

/** Why sessions end before their time. Names are stable: they are stored. */
export const END_REASONS = [
  'logout',
  'revoked',
  'password-reset',
  'password-changed',
  'email-changed',
  'replayed-token',
  'suspended',
  'closed',
  'erased',
] as const;
export type EndReason = (typeof END_REASONS)[number];

const later = (time: Date, seconds: number) => new Date(time.getTime() + seconds * 1000);

/** When a session that begins now ends at the latest. */
export const absoluteEnd = (now: Date, absoluteSeconds: number): Date => later(now, absoluteSeconds);

/** When a session ends that is used now and never again (X23). */
export function idleEnd(
  { isRemembered, absoluteExpiresAt }: Pick<Session, 'isRemembered' | 'absoluteExpiresAt'>,
  now: Date,
  idleSeconds: number,
): Date {
  if (isRemembered) return absoluteExpiresAt;
  const idle = later(now, idleSeconds);
  return idle < absoluteExpiresAt ? idle : absoluteExpiresAt;
}
