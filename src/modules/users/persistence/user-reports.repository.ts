import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import type { Role } from '../../../common/access/index.js';
import { USER_MODEL, type UserDocument } from './user.schema.js';

/** Counts of accounts; deleted ones are none. */
@Injectable()
export class UserReportsRepository {
  constructor(@InjectModel(USER_MODEL) private readonly model: Model<UserDocument>) {}

  countByRole(): Promise<{ role: Role; count: number; verified: number }[]> {
    return this.model.aggregate([
      { $match: { isDeleted: false } },
      {
        $group: {
          _id: '$role',
          count: { $sum: 1 },
          verified: { $sum: { $cond: [{ $gt: ['$emailVerifiedAt', null] }, 1, 0] } },
        },
      },
      { $project: { _id: 0, role: '$_id', count: 1, verified: 1 } },
    ]);
  }

  /** Days in UTC; those without a registration are left out. */
  countByDay(from: Date, to: Date): Promise<{ day: string; count: number }[]> {
    return this.model.aggregate([
      { $match: { createdAt: { $gte: from, $lt: to }, isDeleted: false } },
      { $group: { _id: { $dateToString: { format: '%Y-%m-%d', date: '$createdAt' } }, count: { $sum: 1 } } },
      { $sort: { _id: 1 } },
      { $project: { _id: 0, day: '$_id', count: 1 } },
    ]);
  }
}
