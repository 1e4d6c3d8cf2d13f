import { Module } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { AccessGuard } from './common/access/index.js';
import { ConfigModule } from './config/index.js';
import { BackupModule } from './infra/backup/index.js';
import { CacheModule } from './infra/cache/index.js';
import { ClockModule } from './infra/clock/index.js';
import { CryptoModule } from './infra/crypto/index.js';
import { IdempotencyModule } from './infra/idempotency/index.js';
import { LoggingModule } from './infra/logging/index.js';
import { MailLimitModule, MailModule } from './infra/mail/index.js';
import { MetricsModule } from './infra/metrics/index.js';
import { MigrationsModule } from './infra/migrations/index.js';
import { MongoModule, MongoMonitoringModule } from './infra/mongo/index.js';
import { OutboxModule } from './infra/outbox/index.js';
import { PersonalDataModule } from './infra/personal-data/index.js';
import { QueueModule } from './infra/queue/index.js';
import { RateLimitGuard, RateLimitModule } from './infra/rate-limit/index.js';
import { RedisModule } from './infra/redis/index.js';
import { RetentionModule } from './infra/retention/index.js';
import { ScheduleModule } from './infra/schedule/index.js';
import { SeedingModule } from './infra/seeding/index.js';
import { AnalyticsModule } from './modules/analytics/index.js';
import { AuditModule } from './modules/audit/index.js';
import { AuthModule, SignInProvidersModule } from './modules/auth/index.js';
import { CoursesModule } from './modules/courses/index.js';
import { EnrollmentsModule } from './modules/enrollments/index.js';
import { HealthModule } from './modules/health/index.js';
import { NotificationsModule } from './modules/notifications/index.js';
import { OperationsModule } from './modules/operations/index.js';
import { PaymentsModule } from './modules/payments/index.js';
import { PrivacyModule } from './modules/privacy/index.js';
import { UsersModule } from './modules/users/index.js';

const INFRASTRUCTURE = [
  ConfigModule,
  LoggingModule,
  ClockModule,
  CryptoModule,
  MetricsModule,
  MongoModule,
  MigrationsModule,
  RedisModule,
  MongoMonitoringModule,
  CacheModule,
  RateLimitModule,
  IdempotencyModule,
  QueueModule,
  OutboxModule,
  ScheduleModule,
  MailModule,
  MailLimitModule,
  SeedingModule,
  BackupModule,
  DiscoveryModule,
  RetentionModule,
  PersonalDataModule,
];

const FEATURES = [
  HealthModule,
  AuditModule,
  UsersModule,
  AuthModule,
  SignInProvidersModule,
  CoursesModule,
  EnrollmentsModule,
  PaymentsModule,
  NotificationsModule,
  AnalyticsModule,
  OperationsModule,
  PrivacyModule,
];

@Module({
  imports: [...INFRASTRUCTURE, ...FEATURES],
  providers: [
    // In this order: the limit counts users, whom the first guard knows.
    { provide: APP_GUARD, useClass: AccessGuard },
    { provide: APP_GUARD, useClass: RateLimitGuard },
  ],
})
export class AppModule {}
