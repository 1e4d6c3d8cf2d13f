import { Injectable } from '@nestjs/common';
import type { Principal } from '../../../../common/access/index.js';
import { DomainError } from '../../../../common/errors/index.js';
import { Clock } from '../../../../infra/clock/index.js';
import { Materials, type OfferedMaterial } from '../../../courses/index.js';
import { levelOf } from '../../domain/access-policy.js';
import { EnrollmentErrors } from '../../domain/enrollment.errors.js';
import { StudyDetailsErrors } from '../../domain/study-details.errors.js';
import { EngagementRepository } from '../../persistence/engagement.repository.js';
import { EnrollmentPolicy } from '../enrollment-policy.js';
import { LessonDesk } from '../lesson-desk.js';

/** A learner takes along what accompanies a course or one of its lessons (000-36). */
@Injectable()
export class DownloadMaterial {
  constructor(
    private readonly policy: EnrollmentPolicy,
    private readonly desk: LessonDesk,
    private readonly materials: Materials,
    private readonly engagement: EngagementRepository,
    private readonly clock: Clock,
  ) {}

  /**
   * Hands it out, and remembers that once.
   *
   * @throws DomainError `enrollment-not-found`, `enrollment-not-active`, `downloads-not-included`, `material-not-found`,
   * `material-not-downloadable`; for what accompanies a lesson, those of {@link LessonDesk.enter}
   */
  async execute(principal: Principal, enrollmentId: string, materialId: string): Promise<OfferedMaterial> {
    const enrollment = await this.policy.own(principal, enrollmentId);
    const material = await this.materials.find(enrollment.courseId, materialId);
    if (!material) throw new DomainError(StudyDetailsErrors.materialNotFound);
    const level = levelOf(enrollment, this.clock.now());
    if (level === 'none') throw new DomainError(EnrollmentErrors.noAccess);
    if (level !== 'full') throw new DomainError(StudyDetailsErrors.downloadsNotIncluded);
    if (material.lessonId !== null) await this.desk.enter(enrollment, material.lessonId);
    if (!material.mayBeKept) throw new DomainError(StudyDetailsErrors.notDownloadable);
    await this.engagement.recordDownload(enrollmentId, materialId);
    return material;
  }
}
