import { ApiProperty } from '@nestjs/swagger';

const STATES = ['disconnected', 'connected', 'connecting', 'disconnecting'] as const;

export class DatabaseHealthDto {
  @ApiProperty({ enum: ['healthy', 'unhealthy'], example: 'healthy' })
  status: 'healthy' | 'unhealthy';

  @ApiProperty({ enum: STATES, example: 'connected' })
  state: (typeof STATES)[number];
}

export class HealthDto {
  /** `degraded`: requests are served, but without cache, queues or shared limits */
  @ApiProperty({ enum: ['healthy', 'degraded', 'unhealthy'], example: 'healthy' })
  status: 'healthy' | 'degraded' | 'unhealthy';

  database: DatabaseHealthDto;

  @ApiProperty({ enum: ['healthy', 'unhealthy'], example: 'healthy' })
  redis: 'healthy' | 'unhealthy';

  /**
   * How long this process has run, in seconds
   * @example 86400
   */
  uptimeSeconds: number;
}

export class LivenessDto {
  @ApiProperty({ enum: ['alive'], example: 'alive' })
  status: 'alive';
}

export class ReadinessDto {
  @ApiProperty({ enum: ['ready', 'not-ready'], example: 'ready' })
  status: 'ready' | 'not-ready';

  /**
   * Why this process should get no requests
   * @example []
   */
  obstacles: string[];
}
