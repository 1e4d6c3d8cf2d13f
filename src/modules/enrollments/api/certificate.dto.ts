import { ApiProperty } from '@nestjs/swagger';
import { IsString, Length } from 'class-validator';
import { PageInfoDto } from '../../../common/pagination/index.js';
import { verifiedOf, type VerifiedCertificate } from '../application/verify-certificate.js';
import type { Certificate, CertificateState } from '../domain/certificate.js';

export class RevokeCertificateDto {
  /**
   * Why; it isn't shown to others
   * @example "The work was somebody else's"
   */
  @IsString()
  @Length(1, 500)
  reason: string;
}

/** A certificate as anybody who has its code sees it. */
export class CertificateDto {
  /** @example "7Q2M-X0VD-93KA-HR5T" */
  code: string;

  @ApiProperty({ enum: ['valid', 'revoked'], example: 'valid' })
  state: CertificateState;

  /** @example "John Doe" */
  holderName: string;

  /** @example "JavaScript Fundamentals" */
  courseTitle: string;

  /** @example "Jane Smith" */
  instructorName: string;

  /**
   * How long the lessons of the course last
   * @example 36000
   */
  durationSeconds: number;

  /** @example "2026-03-02T10:00:00.000Z" */
  @ApiProperty({ type: String, format: 'date-time' })
  completedAt: string;

  /** @example "2026-03-02T10:00:00.000Z" */
  @ApiProperty({ type: String, format: 'date-time' })
  issuedAt: string;

  /**
   * Null while it is valid
   * @example "2026-06-01T10:00:00.000Z"
   */
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  revokedAt: string | null;

  /**
   * The page on which anybody can verify it
   * @example "https://api.example.com/api/v1/certificates/7Q2M-X0VD-93KA-HR5T"
   */
  verificationUrl: string;

  static of(certificate: VerifiedCertificate, verificationUrl: string): CertificateDto {
    return { ...certificate, verificationUrl };
  }
}

/** A certificate as its holder's list shows it. */
export class HeldCertificateDto extends CertificateDto {
  /**
   * What it was earned in: `GET enrollments/{id}/certificate` gives the PDF, also after the course is gone
   * @example "665f1c2ab7e4c0a1d2e3f407"
   */
  enrollmentId: string;

  /** @example "665f1c2ab7e4c0a1d2e3f402" */
  courseId: string;

  static held(certificate: Certificate, verificationUrl: string): HeldCertificateDto {
    const { enrollmentId, courseId } = certificate;
    return { ...CertificateDto.of(verifiedOf(certificate), verificationUrl), enrollmentId, courseId };
  }
}

export class HeldCertificatePageDto {
  data: HeldCertificateDto[];
  page: PageInfoDto;
}
