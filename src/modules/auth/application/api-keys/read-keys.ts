import { Injectable } from '@nestjs/common';
import { CommonErrors, DomainError } from '../../../../common/errors/index.js';
import type { Page } from '../../../../common/pagination/index.js';
import type { ApiKey } from '../../domain/api-key.js';
import { ApiKeyRepository } from '../../persistence/api-key.repository.js';

/** Shows what there is to see of keys, those that are dead included. */
@Injectable()
export class ReadKeys {
  constructor(private readonly keys: ApiKeyRepository) {}

  list(query: { userId?: string; limit: number; cursor?: string }): Promise<Page<ApiKey>> {
    return this.keys.list(query);
  }

  /** @throws DomainError `not-found` */
  async get(id: string): Promise<ApiKey> {
    const found = await this.keys.findById(id);
    if (!found) throw new DomainError(CommonErrors.notFound);
    return found;
  }
}
