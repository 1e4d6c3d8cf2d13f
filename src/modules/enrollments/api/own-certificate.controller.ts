import { Controller, Get, Headers, HttpCode, Param, Post, Res } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiExtraModels,
  ApiOkResponse,
  ApiParam,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Allow, CurrentUser, Permission, type Principal } from '../../../common/access/index.js';
import { CommonErrors, DomainError } from '../../../common/errors/index.js';
import { Throws } from '../../../common/openapi/index.js';
import { IdPipe } from '../../../common/validation/index.js';
import { CertificatePdf } from '../application/certificate-pdf.js';
import { OwnCertificate } from '../application/own-certificate.js';
import { verifiedOf } from '../application/verify-certificate.js';
import { CertificateErrors } from '../domain/certificate.errors.js';
import { EnrollmentErrors } from '../domain/enrollment.errors.js';
import { preferred } from './accept.js';
import { CertificateDto } from './certificate.dto.js';

const ID = { name: 'id', example: '665f1c2ab7e4c0a1d2e3f407' };

@ApiTags('certificates')
@ApiExtraModels(CertificateDto)
@Allow(Permission.Learn)
@Controller('enrollments/:id/certificate')
export class OwnCertificateController {
  constructor(
    private readonly certificates: OwnCertificate,
    private readonly pdf: CertificatePdf,
  ) {}

  /** Ask for the certificate of a completed course. The first time it is issued (201), then the same one is told (200). */
  @Post()
  @HttpCode(200)
  @ApiParam(ID)
  @ApiCreatedResponse({ type: CertificateDto })
  @ApiOkResponse({ type: CertificateDto })
  @Throws(
    EnrollmentErrors.notFound,
    CertificateErrors.notCompleted,
    CertificateErrors.notEligible,
    CertificateErrors.noHolder,
    CertificateErrors.revoked,
  )
  async issue(
    @Param('id', IdPipe) id: string,
    @CurrentUser() principal: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CertificateDto> {
    const { certificate, isNew } = await this.certificates.issue(principal, id);
    if (isNew) reply.code(201).header('location', `/api/v1/enrollments/${id}/certificate`);
    return CertificateDto.of(verifiedOf(certificate), this.pdf.urlOf(certificate.code));
  }

  /**
   * The certificate of an enrollment: as JSON, or as a PDF file to those who accept `application/pdf`. Its holder keeps it
   * when the course is archived or deleted.
   */
  @Get()
  @ApiParam(ID)
  @ApiOkResponse({
    content: {
      'application/json': { schema: { $ref: getSchemaPath(CertificateDto) } },
      'application/pdf': { schema: { type: 'string', format: 'binary' } },
    },
  })
  @Throws(EnrollmentErrors.notFound, CertificateErrors.notFound, CommonErrors.notAcceptable)
  async read(
    @Param('id', IdPipe) id: string,
    @Headers('accept') accept: string | undefined,
    @CurrentUser() principal: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CertificateDto | Buffer> {
    const type = preferred(accept, ['application/json', 'application/pdf']);
    if (!type) throw new DomainError(CommonErrors.notAcceptable);
    const certificate = await this.certificates.get(principal, id);
    reply.header('vary', 'accept');
    if (type === 'application/json')
      return CertificateDto.of(verifiedOf(certificate), this.pdf.urlOf(certificate.code));
    const { filename, content } = await this.pdf.render(certificate);
    reply.headers({
      'content-type': type,
      'content-disposition': `attachment; filename="${filename}"`,
    });
    return content;
  }
}
