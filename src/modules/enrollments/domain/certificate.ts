/** Why a certificate doesn't count any more. */
export interface Revocation {
  readonly at: Date;
  readonly reason: string;
  /** The administrator; null when the money went back. */
  readonly by: string | null;
}

/** Proof of a completed course. What it says is kept as it was at issue, whatever becomes of course and people. */
export interface Certificate {
  /** Public, and nothing but chance finds it. */
  readonly code: string;
  readonly enrollmentId: string;
  readonly userId: string;
  readonly courseId: string;
  readonly holderName: string;
  readonly courseTitle: string;
  readonly instructorName: string;
  /** How long the lessons of the course last. */
  readonly durationSeconds: number;
  readonly completedAt: Date;
  readonly issuedAt: Date;
  readonly revocation: Revocation | null;
}

export type CertificateState = 'valid' | 'revoked';

export const stateOf = ({ revocation }: Pick<Certificate, 'revocation'>): CertificateState =>
  revocation ? 'revoked' : 'valid';
