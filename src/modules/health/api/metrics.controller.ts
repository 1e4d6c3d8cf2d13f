import { timingSafeEqual } from 'node:crypto';
import { Controller, Get, Headers, Header } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { Public } from '../../../common/access/index.js';
import { CommonErrors, DomainError } from '../../../common/errors/index.js';
import { Throws } from '../../../common/openapi/index.js';
import { HttpConfig, RuntimeConfig } from '../../../config/index.js';
import { NoRateLimit } from '../../../common/rate-limit/index.js';
import { Metrics } from '../../../infra/metrics/index.js';

/** For Prometheus, which brings a token of its own instead of a user's. */
@ApiTags('health')
@Public()
@NoRateLimit()
@Controller('metrics')
export class MetricsController {
  constructor(
    private readonly metrics: Metrics,
    private readonly http: HttpConfig,
    private readonly runtime: RuntimeConfig,
  ) {}

  /**
   * The figures of this process in Prometheus' text format.
   *
   * Needs `METRICS_TOKEN` as a bearer token where one is set; without one it answers in development and tests only.
   */
  @Get()
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  @ApiProduces('text/plain')
  @ApiOkResponse({ type: String, description: 'Figures, one a line' })
  @Throws(CommonErrors.invalidToken, CommonErrors.notFound)
  async read(@Headers('authorization') authorization?: string): Promise<string> {
    this.check(authorization);
    return this.metrics.registry.metrics();
  }

  private check(authorization = ''): void {
    const { METRICS_TOKEN: token } = this.http;
    if (token) {
      if (!sameText(authorization, `Bearer ${token}`)) throw new DomainError(CommonErrors.invalidToken);
    } else if (this.runtime.NODE_ENV === 'staging' || this.runtime.NODE_ENV === 'production') {
      throw new DomainError(CommonErrors.notFound);
    }
  }
}

function sameText(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
