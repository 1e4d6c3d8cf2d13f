import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, CurrentUser, Permission, type Principal } from '../../../common/access/index.js';
import { mapPage, PageQuery } from '../../../common/pagination/index.js';
import { CertificatePdf } from '../application/certificate-pdf.js';
import { OwnCertificate } from '../application/own-certificate.js';
import { HeldCertificateDto, HeldCertificatePageDto } from './certificate.dto.js';

@ApiTags('me')
@Allow(Permission.Learn)
@Controller('users/me/certificates')
export class HeldCertificatesController {
  constructor(
    private readonly certificates: OwnCertificate,
    private readonly pdf: CertificatePdf,
  ) {}

  /** The certificates that one holds, the latest first, whatever became of their courses. */
  @Get()
  async list(
    @Query() query: PageQuery,
    @CurrentUser() { userId }: Principal,
  ): Promise<HeldCertificatePageDto> {
    return mapPage(await this.certificates.list(userId, query), (certificate) =>
      HeldCertificateDto.held(certificate, this.pdf.urlOf(certificate.code)),
    );
  }
}
