import { Injectable } from '@nestjs/common';
import { HttpConfig } from '../../../config/index.js';
import { renderPdf } from '../../../infra/pdf/index.js';
import type { Certificate } from '../domain/certificate.js';
import { drawCertificate } from './certificate-design.js';

/** Makes files and addresses of certificates. */
@Injectable()
export class CertificatePdf {
  constructor(private readonly http: HttpConfig) {}

  /** The page on which anybody can verify a certificate. */
  urlOf(code: string): string {
    return `${this.http.PUBLIC_URL.replace(/\/$/, '')}/api/v1/certificates/${code}`;
  }

  /** The certificate on paper: made when it is asked for, the same bytes each time. */
  async render(certificate: Certificate): Promise<{ filename: string; content: Buffer }> {
    const url = this.urlOf(certificate.code);
    const content = await renderPdf((document) => drawCertificate(document, certificate, url), {
      title: `Certificate: ${certificate.courseTitle}`,
      layout: 'landscape',
      createdAt: certificate.issuedAt,
    });
    return { filename: `certificate-${certificate.code}.pdf`, content };
  }
}
