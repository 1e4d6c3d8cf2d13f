/** What somebody signed in with, as far as the request tells. */
export interface Device {
  readonly userAgent: string | null;
  readonly ipAddress: string | null;
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
  readonly lastAccessedAt: Date;
  /** When it was last proved that it is the user who is here. */
  readonly authenticatedAt: Date;
  readonly absoluteExpiresAt: Date;
}

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
