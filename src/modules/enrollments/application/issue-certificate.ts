import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../common/errors/index.js';
import { Clock, Ids } from '../../../infra/clock/index.js';
import { CacheService } from '../../../infra/cache/index.js';
import { Transactions } from '../../../infra/mongo/index.js';
import { Outbox } from '../../../infra/outbox/index.js';
import { Courses } from '../../courses/index.js';
import { People } from '../../users/index.js';
import { CODE_BYTES, codeOf } from '../domain/certificate-code.js';
import { CertificateErrors } from '../domain/certificate.errors.js';
import type { Certificate } from '../domain/certificate.js';
import { CertificateIssued } from '../domain/enrollment.events.js';
import type { Enrollment } from '../domain/enrollment.js';
import { CertificateRepository } from '../persistence/certificate.repository.js';
import { EnrollmentRepository } from '../persistence/enrollment.repository.js';
import { certificateTag } from './certificates.js';

/** Issues the certificate of a completed enrollment: one, however often it is asked for (000-34). */
@Injectable()
export class IssueCertificate {
  constructor(
    private readonly enrollments: EnrollmentRepository,
    private readonly certificates: CertificateRepository,
    private readonly courses: Courses,
    private readonly people: People,
    private readonly transactions: Transactions,
    private readonly outbox: Outbox,
    private readonly cache: CacheService,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** When a course is completed, if it gives certificates; also if it was deleted right after (A.7: certificates are kept). */
  async onCompletion(enrollmentId: string): Promise<void> {
    const enrollment = await this.enrollments.findEvenDeleted(enrollmentId);
    if (enrollment?.status !== 'completed') return;
    const course = await this.courses.findEvenDeleted(enrollment.courseId);
    if (course?.settings.certificateEligible) await this.execute(enrollment);
  }

  /**
   * @returns the certificate, and whether it was issued by this call
   * @throws DomainError `course-not-completed`, `no-certificate`, `certificate-revoked`
   */
  async execute(enrollment: Enrollment): Promise<{ certificate: Certificate; isNew: boolean }> {
    const known = await this.certificates.findOfEnrollment(enrollment.id);
    if (known && !known.revocation) return { certificate: known, isNew: false };
    if (enrollment.status !== 'completed' || !enrollment.completedAt)
      throw new DomainError(known ? CertificateErrors.revoked : CertificateErrors.notCompleted);
    const draft = await this.draft(enrollment, enrollment.completedAt);
    return this.transactions.run(async () => {
      const existing = await this.certificates.findOfEnrollment(enrollment.id);
      if (!existing) return { certificate: await this.issue(draft), isNew: true };
      if (!existing.revocation) return { certificate: existing, isNew: false };
      return { certificate: await this.reinstate(existing, draft), isNew: true };
    });
  }

  private async issue(certificate: Certificate): Promise<Certificate> {
    await this.certificates.create(certificate);
    await this.tell(certificate);
    return certificate;
  }

  /** The money went back, the learner paid again and has completed again: the same certificate counts again. */
  private async reinstate(
    existing: Certificate,
    { completedAt, issuedAt }: Certificate,
  ): Promise<Certificate> {
    const isRefund = existing.revocation?.by === null;
    if (!isRefund || !(await this.certificates.reinstate(existing.code, { completedAt, issuedAt })))
      throw new DomainError(CertificateErrors.revoked);
    const certificate = { ...existing, completedAt, issuedAt, revocation: null };
    await this.tell(certificate);
    return certificate;
  }

  private async tell({ code, enrollmentId, userId, courseId, issuedAt }: Certificate): Promise<void> {
    if (!(await this.enrollments.setCertificate(enrollmentId, { code, issuedAt })))
      throw new DomainError(CertificateErrors.notCompleted);
    await this.outbox.publish(new CertificateIssued({ enrollmentId, userId, courseId, code }));
    await this.transactions.afterCommit(() => this.cache.invalidate(certificateTag(code)));
  }

  private async draft({ id, userId, courseId }: Enrollment, completedAt: Date): Promise<Certificate> {
    const course = await this.courses.findEvenDeleted(courseId);
    if (!course?.settings.certificateEligible) throw new DomainError(CertificateErrors.notEligible);
    const [holder, instructors] = await Promise.all([
      // The holder's own name, whatever strangers may see of the profile: it is the holder who shows the certificate.
      this.people.findContact(userId),
      this.people.namesOf([course.instructorId]),
    ]);
    if (!holder) throw new DomainError(CertificateErrors.noHolder);
    return {
      code: codeOf(Buffer.from(this.ids.token(CODE_BYTES), 'base64url')),
      enrollmentId: id,
      userId,
      courseId,
      holderName: holder.name,
      courseTitle: course.title,
      instructorName: instructors.get(course.instructorId)?.name ?? '',
      durationSeconds: course.totalDurationSeconds,
      completedAt,
      issuedAt: this.clock.now(),
      revocation: null,
    };
  }
}
