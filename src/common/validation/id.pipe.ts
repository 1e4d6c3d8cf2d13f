import { Injectable, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import { CommonErrors, DomainError } from '../errors/index.js';

/** Checks the form of an identifier in a path: 24 hexadecimal characters. */
@Injectable()
export class IdPipe implements PipeTransform<string, string> {
  transform(value: string, { data }: ArgumentMetadata): string {
    if (/^[0-9a-f]{24}$/i.test(value)) return value.toLowerCase();
    throw new DomainError(CommonErrors.validationFailed, {
      errors: [
        { parameter: data ?? 'id', code: 'is-id', detail: 'must be an id: 24 hexadecimal characters' },
      ],
    });
  }
}
