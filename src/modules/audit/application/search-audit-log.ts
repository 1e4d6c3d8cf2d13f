import { Injectable } from '@nestjs/common';
import type { Page } from '../../../common/pagination/index.js';
import type { SealedEntry } from '../domain/audit-entry.js';
import { AuditSearchRepository, type AuditQuery } from '../persistence/audit-search.repository.js';

/** Finds entries of the log. Reading it is not recorded in it: it would drown in its own readers. */
@Injectable()
export class SearchAuditLog {
  constructor(private readonly entries: AuditSearchRepository) {}

  execute(query: AuditQuery): Promise<Page<SealedEntry>> {
    return this.entries.search(query);
  }
}
