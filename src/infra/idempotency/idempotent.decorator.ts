import { applyDecorators, SetMetadata, UseInterceptors } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import { Throws } from '../../common/openapi/index.js';
import { IdempotencyErrors } from './idempotency.errors.js';
import { IDEMPOTENT, IdempotencyInterceptor, type IdempotentOptions } from './idempotency.interceptor.js';

/**
 * Lets clients repeat a request without repeating its effect, by sending the same `Idempotency-Key`. For routes that
 * answer JSON and whose effect must not happen twice: checkout, enrolment, refund, import.
 */
export const Idempotent = (options: IdempotentOptions = {}): MethodDecorator =>
  applyDecorators(
    SetMetadata(IDEMPOTENT, options),
    UseInterceptors(IdempotencyInterceptor),
    Throws(
      ...(options.required ? [IdempotencyErrors.keyRequired] : []),
      IdempotencyErrors.keyMalformed,
      IdempotencyErrors.inProgress,
      IdempotencyErrors.keyReused,
    ),
    ApiHeader({
      name: 'Idempotency-Key',
      required: options.required ?? false,
      description:
        'A new random value for a new wish, the same value when you repeat it: then the first answer is repeated, for 24 hours.',
      schema: { type: 'string', minLength: 1, maxLength: 255 },
    }),
  );
