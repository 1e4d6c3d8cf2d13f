import { Module } from '@nestjs/common';
import { ApplyRetention } from './application/apply-retention.js';
import { PrivacySchedules } from './jobs/privacy.schedules.js';

/** What people may ask about their data, and how long it is kept. */
@Module({ providers: [ApplyRetention, PrivacySchedules] })
export class PrivacyModule {}
