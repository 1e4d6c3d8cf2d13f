import { Injectable, ValidationPipe, type ArgumentMetadata, type ValidationError } from '@nestjs/common';
import { CommonErrors, DomainError, type FieldError } from '../errors/index.js';
import { rememberRules } from './remember-rules.js';

/** Carries class-validator's findings from the pipe's factory to its caller, which knows where the value came from. */
class Findings extends Error {
  constructor(readonly errors: ValidationError[]) {
    super('validation failed');
  }
}

rememberRules();

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
    ...explained(constraint, detail, finding.value),
  }));
  return [...own, ...(finding.children ?? []).flatMap((child) => flatten(child, path, inBody))];
}

const LENGTHS: ReadonlySet<string> = new Set(['minLength', 'maxLength', 'isLength']);
const BOUNDS: ReadonlySet<string> = new Set(['min', 'max']);

/** What is to be done about a refusal. Validators name the rule that they know; the reason can be a simpler one. */
function explained(constraint: string, detail: string, value: unknown): { code: string; detail: string } {
  if (constraint === 'whitelistValidation')
    return { code: 'unknown-field', detail: 'is not a field of this request' };
  if (value === undefined) return { code: 'required', detail: 'is required' };
  const isList = Array.isArray(value);
  if (LENGTHS.has(constraint) && !isList && typeof value !== 'string')
    return { code: 'is-string', detail: 'must be a string' };
  if (BOUNDS.has(constraint) && !isList && !Number.isFinite(value))
    return { code: 'is-number', detail: 'must be a number' };
  if (constraint === 'isMongoId')
    return { code: kebab(constraint), detail: 'must be an id: 24 hexadecimal characters' };
  return { code: kebab(constraint), detail };
}

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
