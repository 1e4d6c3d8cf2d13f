import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../common/errors/index.js';
import { CacheService } from '../../../infra/cache/index.js';
import { readCode } from '../domain/certificate-code.js';
import { CertificateErrors } from '../domain/certificate.errors.js';
import { stateOf, type Certificate, type CertificateState } from '../domain/certificate.js';
import { Certificates, certificateTag } from './certificates.js';

/** What anybody may know of a certificate; times are ISO 8601. */
export interface VerifiedCertificate {
  readonly code: string;
  readonly state: CertificateState;
  readonly holderName: string;
  readonly courseTitle: string;
  readonly instructorName: string;
  readonly durationSeconds: number;
  readonly completedAt: string;
  readonly issuedAt: string;
  readonly revokedAt: string | null;
}

export const verifiedOf = (certificate: Certificate): VerifiedCertificate => ({
  code: certificate.code,
  state: stateOf(certificate),
  holderName: certificate.holderName,
  courseTitle: certificate.courseTitle,
  instructorName: certificate.instructorName,
  durationSeconds: certificate.durationSeconds,
  completedAt: certificate.completedAt.toISOString(),
  issuedAt: certificate.issuedAt.toISOString(),
  revokedAt: certificate.revocation?.at.toISOString() ?? null,
});

/** Lets anybody who has the code see whether a certificate is genuine and still counts. */
@Injectable()
export class VerifyCertificate {
  constructor(
    private readonly certificates: Certificates,
    private readonly cache: CacheService,
  ) {}

  /**
   * @param typed the code, as somebody typed it
   * @throws DomainError `certificate-not-found`
   */
  async execute(typed: string): Promise<VerifiedCertificate> {
    const code = readCode(typed);
    if (!code) throw new DomainError(CertificateErrors.notFound);
    const tag = certificateTag(code);
    const { body } = await this.cache.remember(tag, { ttl: 3600, tags: [tag] }, async () => {
      const certificate = await this.certificates.find(code);
      if (!certificate) throw new DomainError(CertificateErrors.notFound);
      return verifiedOf(certificate);
    });
    return JSON.parse(body.toString()) as VerifiedCertificate;
  }
}
