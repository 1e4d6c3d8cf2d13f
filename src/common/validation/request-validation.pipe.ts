import { Injectable, ValidationPipe, type ArgumentMetadata, type ValidationError } from '@nestjs/common';
import { CommonErrors, DomainError, type FieldError } from '../errors/index.js';

/** Carries class-validator's findings from the pipe's factory to its caller, which knows where the value came from. */
class Findings extends Error {
  constructor(readonly errors: ValidationError[]) {
    super('validation failed');
  }
}

/** Checks every DTO: unknown fields are refused, values are converted to the declared types, all problems are told. */
@Injectable()
export class RequestValidationPipe extends ValidationPipe {
  constructor() {
    super({
      whitelist: true,
      forbidNonWhitelisted: true,
      forbidUnknownValues: true,
      transform: true,
      stopAtFirstError: true,
      exceptionFactory: (errors) => new Findings(errors),
    });
  }

  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    try {
      // A missing body is an empty one, so that its required fields are named.
      return await super.transform(metadata.type === 'body' ? (value ?? {}) : value, metadata);
    } catch (error) {
      if (!(error instanceof Findings)) throw error;
      const inBody = metadata.type === 'body';
      throw new DomainError(CommonErrors.validationFailed, {
        errors: error.errors.flatMap((finding) => flatten(finding, '', inBody)),
      });
    }
  }
}

/** One entry a refused field, nested ones by their whole path. */
function flatten(finding: ValidationError, parent: string, inBody: boolean): FieldError[] {
  const path = `${parent}/${finding.property}`;
  const own = Object.entries(finding.constraints ?? {}).map(([constraint, detail]) => ({
    ...(inBody ? { pointer: path } : { parameter: path.slice(1).replaceAll('/', '.') }),
    code: constraint === 'whitelistValidation' ? 'unknown-field' : kebab(constraint),
    detail: constraint === 'whitelistValidation' ? 'is not a field of this request' : detail,
  }));
  return [...own, ...(finding.children ?? []).flatMap((child) => flatten(child, path, inBody))];
}

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
