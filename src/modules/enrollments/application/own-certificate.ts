import { Injectable } from '@nestjs/common';
import type { Principal } from '../../../common/access/index.js';
import { DomainError } from '../../../common/errors/index.js';
import { CertificateErrors } from '../domain/certificate.errors.js';
import type { Certificate } from '../domain/certificate.js';
import { Certificates } from './certificates.js';
import { EnrollmentPolicy } from './enrollment-policy.js';
import { IssueCertificate } from './issue-certificate.js';

/** A learner's own certificate. */
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
    return this.issuing.execute(await this.policy.manageable(principal, enrollmentId));
  }

  /** @throws DomainError `enrollment-not-found`, `certificate-not-found` */
  async get(principal: Principal, enrollmentId: string): Promise<Certificate> {
    await this.policy.visible(principal, enrollmentId);
    const certificate = await this.certificates.findOfEnrollment(enrollmentId);
    if (!certificate) throw new DomainError(CertificateErrors.notFound, { detail: 'None was issued yet.' });
    return certificate;
  }
}
