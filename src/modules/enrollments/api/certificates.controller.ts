import { Body, Controller, Get, Headers, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiParam, ApiTags, getSchemaPath } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Allow, CurrentUser, Permission, Public, type Principal } from '../../../common/access/index.js';
import { CommonErrors, DomainError } from '../../../common/errors/index.js';
import { Throws } from '../../../common/openapi/index.js';
import { CertificatePdf } from '../application/certificate-pdf.js';
import { Certificates } from '../application/certificates.js';
import { verifiedOf, VerifyCertificate } from '../application/verify-certificate.js';
import { CertificateErrors } from '../domain/certificate.errors.js';
import { preferred } from './accept.js';
import { certificatePage, PAGE_POLICY } from './certificate-page.js';
import { CertificateDto, RevokeCertificateDto } from './certificate.dto.js';

const CODE = { name: 'code', example: '7Q2M-X0VD-93KA-HR5T' };

@ApiTags('certificates')
@ApiExtraModels(CertificateDto)
@Controller('certificates')
export class CertificatesController {
  constructor(
    private readonly verifying: VerifyCertificate,
    private readonly certificates: Certificates,
    private readonly pdf: CertificatePdf,
  ) {}

  /** Verify a certificate by its code. Browsers get a page, programs JSON. */
  @Get(':code')
  @Public()
  @ApiParam(CODE)
  @ApiOkResponse({
    content: {
      'application/json': { schema: { $ref: getSchemaPath(CertificateDto) } },
      'text/html': { schema: { type: 'string' } },
    },
  })
  @Throws(CertificateErrors.notFound, CommonErrors.notAcceptable)
  async verify(
    @Param('code') code: string,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CertificateDto | string> {
    const type = preferred(accept, ['application/json', 'text/html']);
    if (!type) throw new DomainError(CommonErrors.notAcceptable);
    const verified = await this.verifying.execute(code);
    const certificate = CertificateDto.of(verified, this.pdf.urlOf(verified.code));
    reply.headers({ vary: 'accept', 'cache-control': 'no-cache' });
    if (type === 'application/json') return certificate;
    reply.headers({ 'content-type': 'text/html; charset=utf-8', 'content-security-policy': PAGE_POLICY });
    return certificatePage(certificate);
  }

  /** Revoke a certificate. It goes on to be found, as revoked; again, nothing changes. */
  @Post(':code/revoke')
  @HttpCode(200)
  @Allow(Permission.ManageEnrollments)
  @ApiParam(CODE)
  @Throws(CertificateErrors.notFound)
  async revoke(
    @Param('code') code: string,
    @Body() { reason }: RevokeCertificateDto,
    @CurrentUser() { userId }: Principal,
  ): Promise<CertificateDto> {
    const certificate = await this.certificates.revokeByHand(code, { reason, by: userId });
    return CertificateDto.of(verifiedOf(certificate), this.pdf.urlOf(certificate.code));
  }
}
