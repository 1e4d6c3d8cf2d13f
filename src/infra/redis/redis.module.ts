import { Global, Module } from '@nestjs/common';
import { RedisPersonalData } from './redis-personal-data.js';
import { RedisService } from './redis.service.js';

@Global()
@Module({ providers: [RedisService, RedisPersonalData], exports: [RedisService] })
export class RedisModule {}
