import { Injectable } from '@nestjs/common';
import { LearnerFigures } from '../../users/index.js';
import { EnrollmentReportsRepository } from '../persistence/enrollment-reports.repository.js';

/** What users ask about people as learners. */
@Injectable()
export class EnrollmentFigures extends LearnerFigures {
  constructor(private readonly reports: EnrollmentReportsRepository) {
    super();
  }

  enrollmentsOf(userIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
    return this.reports.countsOfLearners(userIds);
  }
}
