import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Types, type Model, type QueryFilter } from 'mongoose';
import { mapPage, type Page } from '../../../common/pagination/index.js';
import { Repository, trusted } from '../../../infra/mongo/index.js';
import type { AuditAction } from '../domain/audit-action.js';
import type { Outcome, SealedEntry, TargetType } from '../domain/audit-entry.js';
import { toSealed } from './audit-log.mapper.js';
import { AUDIT_LOG_MODEL, type AuditEntryDocument } from './audit-log.schema.js';

export interface AuditQuery {
  readonly action?: AuditAction;
  /** Who did it. */
  readonly actor?: string;
  readonly targetType?: TargetType;
  /** The id of what it was done to. */
  readonly target?: string;
  readonly outcome?: Outcome;
  readonly from?: Date;
  /** Not included. */
  readonly to?: Date;
  readonly limit: number;
  readonly cursor?: string;
}

/** The log as administrators read it. */
@Injectable()
export class AuditSearchRepository extends Repository<AuditEntryDocument> {
  constructor(@InjectModel(AUDIT_LOG_MODEL) model: Model<AuditEntryDocument>) {
    super(model);
  }

  /** The latest first. */
  async search({ limit, cursor, ...filters }: AuditQuery): Promise<Page<SealedEntry>> {
    const page = await this.page(filterOf(filters), {
      sort: { at: -1, _id: -1 },
      present: ['at'],
      limit,
      cursor,
    });
    return mapPage(page, toSealed);
  }
}

const filterOf = ({
  action,
  actor,
  targetType,
  target,
  outcome,
  from,
  to,
}: Omit<AuditQuery, 'limit' | 'cursor'>): QueryFilter<AuditEntryDocument> => ({
  ...(action && { action }),
  ...(actor && { 'actor.id': new Types.ObjectId(actor) }),
  ...(targetType && { 'target.type': targetType }),
  ...(target && { 'target.id': target }),
  ...(outcome && { outcome }),
  ...((from ?? to) && { at: trusted({ ...(from && { $gte: from }), ...(to && { $lt: to }) }) }),
});
