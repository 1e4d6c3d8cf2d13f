import { generateSecret, generateURI, verifySync } from 'otplib';

const STEP_SECONDS = 30;
/** Clocks of phones are off by so much, and people type that long (RFC 6238, 5.2). */
const TOLERANCE_SECONDS = STEP_SECONDS;

/** Whether a text has the form of an authenticator app's code. */
export const isTotp = (text: string): boolean => /^\d{6}$/.test(text);

export const newSecret = (): string => generateSecret();

/** What authenticator apps read from a QR code. @param label whose it is, among those of the same issuer */
export const totpUri = (secret: string, issuer: string, label: string): string =>
  generateURI({ secret, issuer, label });

/**
 * The time step to which a code belongs, if it can be taken: it is that of now or a neighbour, and later than all that
 * were taken before, so that nobody can use a code that they have seen (RFC 6238, 5.2).
 *
 * @param code what {@link isTotp} says is one
 * @param lastUsedStep -1 before the first
 */
export function acceptedStep(
  secret: string,
  code: string,
  now: Date,
  lastUsedStep: number,
): number | undefined {
  const epoch = Math.floor(now.getTime() / 1000);
  // The library takes it for a mistake when nothing is left to accept, as after a clock was set back.
  if (lastUsedStep > Math.floor(epoch / STEP_SECONDS)) return undefined;
  const verdict = verifySync({
    secret,
    token: code,
    epoch,
    epochTolerance: TOLERANCE_SECONDS,
    ...(lastUsedStep >= 0 && { afterTimeStep: lastUsedStep }),
  });
  return verdict.valid && 'timeStep' in verdict ? verdict.timeStep : undefined;
}
