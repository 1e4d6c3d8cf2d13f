import { Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { Allow, CurrentUser, Permission, type Principal } from '../../../common/access/index.js';
import { Throws } from '../../../common/openapi/index.js';
import { IdPipe } from '../../../common/validation/index.js';
import { DownloadMaterial } from '../application/details/download-material.js';
import { EnrollmentErrors } from '../domain/enrollment.errors.js';
import { StudyDetailsErrors } from '../domain/study-details.errors.js';
import { DownloadDto } from './download.dto.js';

@ApiTags('learning')
@Allow(Permission.Learn)
@Controller('enrollments/:id/materials')
export class DownloadsController {
  constructor(private readonly downloading: DownloadMaterial) {}

  /**
   * Where to download what accompanies the course or one of its lessons. It takes full access, and an author who lets it
   * be kept; the enrollment remembers it.
   */
  @Post(':materialId/download')
  @HttpCode(200)
  @ApiParam({ name: 'id', example: '665f1c2ab7e4c0a1d2e3f407' })
  @ApiParam({ name: 'materialId', example: '665f1c2ab7e4c0a1d2e3f40f' })
  @Throws(
    EnrollmentErrors.notFound,
    EnrollmentErrors.lessonNotFound,
    EnrollmentErrors.noAccess,
    EnrollmentErrors.lessonLocked,
    StudyDetailsErrors.materialNotFound,
    StudyDetailsErrors.notDownloadable,
    StudyDetailsErrors.downloadsNotIncluded,
  )
  async download(
    @Param('id', IdPipe) id: string,
    @Param('materialId', IdPipe) materialId: string,
    @CurrentUser() principal: Principal,
  ): Promise<DownloadDto> {
    return DownloadDto.of(await this.downloading.execute(principal, id, materialId));
  }
}
