import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../common/errors/index.js';
import type { Page } from '../../../common/pagination/index.js';
import { CacheService } from '../../../infra/cache/index.js';
import { Clock } from '../../../infra/clock/index.js';
import { Transactions } from '../../../infra/mongo/index.js';
import { Outbox } from '../../../infra/outbox/index.js';
import { AuditTrail } from '../../audit/index.js';
import { readCode } from '../domain/certificate-code.js';
import { CertificateErrors } from '../domain/certificate.errors.js';
import type { Certificate, Revocation } from '../domain/certificate.js';
import { CertificateRevoked } from '../domain/enrollment.events.js';
import { CertificateRepository } from '../persistence/certificate.repository.js';

/** What a certificate's page depends on. */
export const certificateTag = (code: string): string => `certificate:${code}`;

/** Certificates that are there: finding and revoking them. */
@Injectable()
export class Certificates {
  constructor(
    private readonly certificates: CertificateRepository,
    private readonly transactions: Transactions,
    private readonly outbox: Outbox,
    private readonly cache: CacheService,
    private readonly clock: Clock,
    private readonly audit: AuditTrail,
  ) {}

  /** @param code as somebody typed it */
  async find(code: string): Promise<Certificate | undefined> {
    const known = readCode(code);
    return known === undefined ? undefined : this.certificates.findByCode(known);
  }

  /** The certificate of an enrollment, valid or not. */
  findOfEnrollment(enrollmentId: string): Promise<Certificate | undefined> {
    return this.certificates.findOfEnrollment(enrollmentId);
  }

  /** Somebody's, valid or not, the latest first. */
  pageOfHolder(userId: string, query: { limit: number; cursor?: string }): Promise<Page<Certificate>> {
    return this.certificates.pageOfHolder(userId, query);
  }

  /** Revokes a certificate. @returns whether it was valid until now */
  revoke(code: string, revocation: Pick<Revocation, 'reason' | 'by'>): Promise<boolean> {
    return this.transactions.run(async () => {
      const revoked = await this.certificates.revoke(code, { ...revocation, at: this.clock.now() });
      if (!revoked) return false;
      const { enrollmentId, userId, courseId } = revoked;
      await this.outbox.publish(new CertificateRevoked({ enrollmentId, userId, courseId, code }));
      await this.audit.record({
        action: 'certificate.revoked',
        target: { type: 'certificate', id: code },
        subject: userId,
        after: { courseId, enrollmentId, reason: revocation.reason },
      });
      await this.transactions.afterCommit(() => this.cache.invalidate(certificateTag(code)));
      return true;
    });
  }

  /**
   * An administrator revokes a certificate; again, it is revoked already.
   *
   * @throws DomainError `certificate-not-found`
   */
  async revokeByHand(typed: string, revocation: { reason: string; by: string }): Promise<Certificate> {
    const certificate = await this.find(typed);
    if (!certificate) throw new DomainError(CertificateErrors.notFound);
    await this.revoke(certificate.code, revocation);
    return (await this.find(typed)) ?? certificate;
  }

  /** Revokes the certificate of an enrollment whose money went back, if it has one. */
  async revokeRefunded({ id }: { id: string }): Promise<void> {
    const certificate = await this.certificates.findOfEnrollment(id);
    if (certificate) await this.revoke(certificate.code, { reason: 'The payment was refunded.', by: null });
  }
}
