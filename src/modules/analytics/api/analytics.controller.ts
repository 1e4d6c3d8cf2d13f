import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { Allow, CurrentUser, Permission, type Principal } from '../../../common/access/index.js';
import { CommonErrors } from '../../../common/errors/index.js';
import { Throws } from '../../../common/openapi/index.js';
import { IdPipe } from '../../../common/validation/index.js';
import { Cached, type CachedOptions } from '../../../infra/cache/index.js';
import { CourseReports } from '../../courses/index.js';
import { CourseInsights } from '../application/course-insights.js';
import { PlatformOverview } from '../application/platform-overview.js';
import { RevenueFigures } from '../application/revenue-figures.js';
import { AnalyticsErrors } from '../domain/analytics.errors.js';
import { CourseInsightsDto } from './course-insights.dto.js';
import { FourReportsDto } from './four-reports.dto.js';
import { OverviewDto } from './overview.dto.js';
import { PeriodQuery } from './period-query.dto.js';
import { OwnRevenueDto, PlatformRevenueDto } from './revenue.dto.js';

/** Figures may be a minute old; no write has to drop them. */
const minuteOld = (scope: CachedOptions['scope']): CachedOptions => ({ ttl: 60, tags: ['analytics'], scope });

@ApiTags('analytics')
@Controller()
export class AnalyticsController {
  constructor(
    private readonly reports: CourseReports,
    private readonly overview: PlatformOverview,
    private readonly revenue: RevenueFigures,
    private readonly insights: CourseInsights,
  ) {}

  /** Ratings by category, courses by year, the best rated courses, and how many people have favourites. */
  @Get('analytics')
  @Allow(Permission.ReadAnalytics)
  @Cached(minuteOld('public'))
  async readReports(): Promise<FourReportsDto> {
    return FourReportsDto.of(await this.reports.fourReports());
  }

  /** The platform at a glance: people, courses, enrollments and revenue, in all and day by day. */
  @Get('analytics/overview')
  @Allow(Permission.ReadAnalytics, Permission.ManagePayments)
  @Cached(minuteOld('public'))
  @Throws(AnalyticsErrors.unusablePeriod)
  async readOverview(@Query() period: PeriodQuery): Promise<OverviewDto> {
    return OverviewDto.of(await this.overview.execute(period));
  }

  /** What the platform earned, in all and day by day. */
  @Get('analytics/revenue')
  @Allow(Permission.ManagePayments)
  @Cached(minuteOld('public'))
  @Throws(AnalyticsErrors.unusablePeriod)
  async readRevenue(@Query() period: PeriodQuery): Promise<PlatformRevenueDto> {
    return PlatformRevenueDto.of(await this.revenue.ofPlatform(period));
  }

  /** A course in figures, for whoever teaches it: how far learners come, ratings and revenue. */
  @Get('analytics/courses/:id')
  @ApiParam({ name: 'id', example: '665f1c2ab7e4c0a1d2e3f402' })
  @Allow(Permission.Teach)
  @Cached(minuteOld('user'))
  @Throws(CommonErrors.notFound)
  async readCourse(
    @CurrentUser() principal: Principal,
    @Param('id', IdPipe) id: string,
  ): Promise<CourseInsightsDto> {
    return CourseInsightsDto.of(await this.insights.execute(principal, id));
  }

  /** What one's own courses earned. */
  @Get('users/me/revenue')
  @Allow(Permission.Teach)
  @Cached(minuteOld('user'))
  async readOwnRevenue(@CurrentUser() { userId }: Principal): Promise<OwnRevenueDto> {
    return OwnRevenueDto.of(await this.revenue.ofInstructor(userId));
  }
}
