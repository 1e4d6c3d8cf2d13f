import { Module } from '@nestjs/common';
import { CoursesModule } from '../courses/index.js';
import { EnrollmentsModule } from '../enrollments/index.js';
import { PaymentsModule } from '../payments/index.js';
import { UsersModule } from '../users/index.js';
import { AnalyticsController } from './api/analytics.controller.js';
import { CourseInsights } from './application/course-insights.js';
import { PlatformOverview } from './application/platform-overview.js';
import { RevenueFigures } from './application/revenue-figures.js';

@Module({
  imports: [UsersModule, CoursesModule, EnrollmentsModule, PaymentsModule],
  controllers: [AnalyticsController],
  providers: [PlatformOverview, CourseInsights, RevenueFigures],
})
export class AnalyticsModule {}
