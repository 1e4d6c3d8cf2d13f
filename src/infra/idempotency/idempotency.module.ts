import { Global, Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { IdempotencyPersonalData } from './idempotency-personal-data.js';
import { IdempotencyKeySchema } from './idempotency-key.schema.js';
import { IDEMPOTENCY_KEY_MODEL, IdempotencyKeys } from './idempotency-keys.js';

@Global()
@Module({
  imports: [MongooseModule.forFeature([{ name: IDEMPOTENCY_KEY_MODEL, schema: IdempotencyKeySchema }])],
  providers: [IdempotencyKeys, IdempotencyPersonalData],
  exports: [IdempotencyKeys],
})
export class IdempotencyModule {}
