import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Types, type Model } from 'mongoose';
import { mapPage, type Page } from '../../../common/pagination/index.js';
import { Repository } from '../../../infra/mongo/index.js';
import type { Certificate, Revocation } from '../domain/certificate.js';
import { CERTIFICATE_MODEL, type CertificateDocument } from './certificate.schema.js';
import { overtaken } from './overtaken.js';

@Injectable()
export class CertificateRepository extends Repository<CertificateDocument> {
  constructor(@InjectModel(CERTIFICATE_MODEL) model: Model<CertificateDocument>) {
    super(model);
  }

  async findByCode(code: string): Promise<Certificate | undefined> {
    const found = await this.findOne({ code });
    return found ? toCertificate(found) : undefined;
  }

  async findOfEnrollment(enrollmentId: string): Promise<Certificate | undefined> {
    const found = await this.findOne({ enrollment: new Types.ObjectId(enrollmentId) });
    return found ? toCertificate(found) : undefined;
  }

  /** Somebody's, valid or not, the latest first. */
  async pageOfHolder(userId: string, query: { limit: number; cursor?: string }): Promise<Page<Certificate>> {
    const filter = { user: new Types.ObjectId(userId) };
    return mapPage(await this.page(filter, { sort: { issuedAt: -1 }, ...query }), toCertificate);
  }

  /** Stores the certificate of an enrollment that has none. Had it one meanwhile, the transaction begins again. */
  async create({
    enrollmentId,
    userId,
    courseId,
    ...values
  }: Omit<Certificate, 'revocation'>): Promise<void> {
    try {
      await this.insert({
        ...values,
        enrollment: new Types.ObjectId(enrollmentId),
        user: new Types.ObjectId(userId),
        course: new Types.ObjectId(courseId),
      });
    } catch (error) {
      throw overtaken(error);
    }
  }

  /** @returns the certificate if it was valid; undefined if not */
  async revoke(code: string, { at, reason, by }: Revocation): Promise<Certificate | undefined> {
    const revoked = await this.change(
      { code, revocation: null },
      { $set: { revocation: { at, reason, by: by === null ? null : new Types.ObjectId(by) } } },
    );
    return revoked ? toCertificate(revoked) : undefined;
  }

  /** Makes a certificate count again whose money had gone back, with the date of the new completion. */
  reinstate(code: string, dates: Pick<Certificate, 'completedAt' | 'issuedAt'>): Promise<boolean> {
    return this.updateOne({ code, 'revocation.by': null }, { $set: { revocation: null, ...dates } });
  }
}

function toCertificate(document: CertificateDocument): Certificate {
  const { enrollment, user, course, revocation } = document;
  return {
    code: document.code,
    enrollmentId: enrollment.toString(),
    userId: user.toString(),
    courseId: course.toString(),
    holderName: document.holderName,
    courseTitle: document.courseTitle,
    instructorName: document.instructorName,
    durationSeconds: document.durationSeconds,
    completedAt: document.completedAt,
    issuedAt: document.issuedAt,
    revocation: revocation && { ...revocation, by: revocation.by?.toString() ?? null },
  };
}
