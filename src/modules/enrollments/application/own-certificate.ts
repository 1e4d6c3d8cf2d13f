import { Injectable } from '@nestjs/common';
import type { Principal } from '../../../common/access/index.js';
import { DomainError } from '../../../common/errors/index.js';
import type { Page } from '../../../common/pagination/index.js';
import { CertificateErrors } from '../domain/certificate.errors.js';
import type { Certificate } from '../domain/certificate.js';
import { Certificates } from './certificates.js';
import { EnrollmentPolicy, managesAll } from './enrollment-policy.js';
import { IssueCertificate } from './issue-certificate.js';

/** A learner's own certificates. They are kept when the course, and the enrollment with it, is deleted (A.7). */
@Injectable()
export class OwnCertificate {
  constructor(
    private readonly policy: EnrollmentPolicy,
    private readonly certificates: Certificates,
    private readonly issuing: IssueCertificate,
  ) {}

  /**
   * @returns the certificate, and whether it was issued by this call
   * @throws DomainError `enrollment-not-found`, `course-not-completed`, `no-certificate`, `certificate-revoked`
   */
  async issue(
    principal: Principal,
    enrollmentId: string,
  ): Promise<{ certificate: Certificate; isNew: boolean }> {
    const held = await this.findHeld(principal, enrollmentId);
    if (held && !held.revocation) return { certificate: held, isNew: false };
    return this.issuing.execute(await this.policy.manageable(principal, enrollmentId));
  }

  /**
   * It carries the holder's full name, so not even who teaches the course gets it: holders show it to whom they like.
   *
   * @throws DomainError `enrollment-not-found`, `certificate-not-found`
   */
  async get(principal: Principal, enrollmentId: string): Promise<Certificate> {
    const held = await this.findHeld(principal, enrollmentId);
    if (held) return held;
    await this.policy.manageable(principal, enrollmentId);
    const certificate = await this.certificates.findOfEnrollment(enrollmentId);
    if (!certificate)
      throw new DomainError(CertificateErrors.notFound, {
        detail: 'None was issued yet. Once the course is completed, ask for it with `POST`.',
      });
    return certificate;
  }

  /** All that somebody holds, revoked ones too, the latest first. */
  list(userId: string, query: { limit: number; cursor?: string }): Promise<Page<Certificate>> {
    return this.certificates.pageOfHolder(userId, query);
  }

  /** A certificate that needs no enrollment to be shown: to its holder, and to who manages all. */
  private async findHeld(principal: Principal, enrollmentId: string): Promise<Certificate | undefined> {
    const certificate = await this.certificates.findOfEnrollment(enrollmentId);
    const may = certificate?.userId === principal.userId || managesAll(principal);
    return may ? certificate : undefined;
  }
}
