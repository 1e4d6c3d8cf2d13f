import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Types, type Model, type QueryFilter } from 'mongoose';
import { Repository, trusted } from '../../../infra/mongo/index.js';
import type { AuditContent, Redaction } from '../domain/audit-entry.js';
import { AUDIT_LOG_MODEL, type AuditEntryDocument } from './audit-log.schema.js';

/** Whose entries, or how old ones. */
export type PersonalFilter = { readonly concerning: string } | { readonly before: Date };

export type PersonalEntry = Pick<AuditContent, 'id' | 'personalDigest'>;

/** The one change that an entry may see once it is sealed: its personal part goes. */
@Injectable()
export class AuditPersonalRepository extends Repository<AuditEntryDocument> {
  constructor(@InjectModel(AUDIT_LOG_MODEL) model: Model<AuditEntryDocument>) {
    super(model);
  }

  /** Entries that still tell something personal. */
  async having(filter: PersonalFilter, limit: number): Promise<PersonalEntry[]> {
    const found = await this.find(conditionOf(filter), { fields: ['personalDigest'], limit });
    return found.map(({ _id, personalDigest }) => ({ id: _id.toString(), personalDigest }));
  }

  async remove(redactions: readonly (Redaction & { readonly id: string })[]): Promise<void> {
    await this.model.bulkWrite(
      redactions.map(({ id, ...redaction }) => ({
        updateOne: {
          filter: { _id: new Types.ObjectId(id), hasPersonal: true },
          update: { $set: { personal: null, redaction }, $unset: { hasPersonal: 1 } },
        },
      })),
    );
  }
}

function conditionOf(filter: PersonalFilter): QueryFilter<AuditEntryDocument> {
  if ('before' in filter) return { hasPersonal: true, at: trusted({ $lt: filter.before }) };
  const person = new Types.ObjectId(filter.concerning);
  return { hasPersonal: true, $or: [{ subject: person }, { 'actor.id': person }] };
}
