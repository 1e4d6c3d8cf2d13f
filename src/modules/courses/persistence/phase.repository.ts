import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Types, trusted, type Model } from 'mongoose';
import { Repository } from '../../../infra/mongo/index.js';
import type { NewPhase, Phase } from '../domain/phase.js';
import { withoutUndefined } from './bookkeeping.js';
import { PHASE_MODEL, type PhaseDocument } from './phase.schema.js';

/** The phases, which are few. */
@Injectable()
export class PhaseRepository extends Repository<PhaseDocument> {
  constructor(@InjectModel(PHASE_MODEL) model: Model<PhaseDocument>) {
    super(model);
  }

  async findAll(): Promise<Phase[]> {
    return (await this.find({}, { sort: { order: 1, _id: 1 } })).map(toPhase);
  }

  /** Those that learners see, in their order. */
  async findActive(): Promise<Phase[]> {
    return (await this.find({ isActive: true }, { sort: { order: 1, _id: 1 } })).map(toPhase);
  }

  async findById(id: string): Promise<Phase | undefined> {
    const found = await this.findOneById(id);
    return found ? toPhase(found) : undefined;
  }

  async idsAmong(ids: readonly string[]): Promise<string[]> {
    return (await this.find({ _id: among(ids) }, { fields: [] })).map(({ _id }) => _id.toString());
  }

  /** @throws MongoServerError of a duplicate key when the address is taken */
  async create(phase: NewPhase): Promise<Phase> {
    return toPhase(await this.insert(toStored(phase)));
  }

  async changeValues(id: string, changes: Partial<NewPhase>): Promise<Phase | undefined> {
    const changed = await this.change({ _id: new Types.ObjectId(id) }, { $set: toStored(changes) });
    return changed ? toPhase(changed) : undefined;
  }

  /** @returns whether it was there */
  async remove(id: string): Promise<boolean> {
    return (await this.model.deleteOne({ _id: new Types.ObjectId(id) })).deletedCount === 1;
  }

  isPrerequisite(id: string): Promise<boolean> {
    return this.exists({ prerequisites: new Types.ObjectId(id) });
  }

  async findPrerequisites(ids: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
    const found = await this.find({ _id: among(ids) }, { fields: ['prerequisites'] });
    return new Map(found.map(({ _id, prerequisites }) => [_id.toString(), prerequisites.map(String)]));
  }

  /** Makes other transactions that look at the prerequisites of these collide with this one. */
  async holdPrerequisites(ids: readonly string[]): Promise<void> {
    await this.model.updateMany({ _id: among(ids) }, { $inc: { graphVersion: 1 } }, { timestamps: false });
  }
}

const among = (ids: readonly string[]) => trusted({ $in: ids.map((id) => new Types.ObjectId(id)) });

const toStored = ({ prerequisites, ...rest }: Partial<NewPhase>): Partial<PhaseDocument> => ({
  ...withoutUndefined(rest),
  ...(prerequisites && { prerequisites: prerequisites.map((id) => new Types.ObjectId(id)) }),
});

function toPhase({ _id, prerequisites, ...rest }: PhaseDocument): Phase {
  return { ...rest, id: _id.toString(), prerequisites: prerequisites.map(String) };
}
