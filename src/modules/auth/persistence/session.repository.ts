import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Types, type Model } from 'mongoose';
import { Repository, trusted, type Picked } from '../../../infra/mongo/index.js';
import type { Device, Session } from '../domain/session.js';
import { SESSION_MODEL, type SessionDocument } from './session.schema.js';

export type NewSession = Omit<Session, 'id'> & { readonly device: Device; readonly expiresAt: Date };

const FIELDS = [
  'userId',
  'familyId',
  'refreshTokenHash',
  'isRemembered',
  'lastAccessedAt',
  'authenticatedAt',
  'absoluteExpiresAt',
  'createdAt',
] as const satisfies (keyof SessionDocument)[];

@Injectable()
export class SessionRepository extends Repository<SessionDocument> {
  constructor(@InjectModel(SESSION_MODEL) model: Model<SessionDocument>) {
    super(model);
  }

  /** @returns the session's id */
  async start(session: NewSession): Promise<string> {
    const { _id } = await this.insert({ ...session, userId: new Types.ObjectId(session.userId) });
    return _id.toString();
  }

  /** A session of this user that goes on; read by its key at every request. */
  async findLive(
    id: string,
    userId: string,
    now: Date,
  ): Promise<Pick<Session, 'authenticatedAt'> | undefined> {
    const found = await this.findOne(
      { _id: id, userId, isActive: true, expiresAt: trusted({ $gt: now }) },
      { fields: ['authenticatedAt', 'createdAt'] },
    );
    return found ? { authenticatedAt: found.authenticatedAt ?? found.createdAt } : undefined;
  }

  async findLiveFamily(familyId: string, now: Date): Promise<Session | undefined> {
    const found = await this.findOne(
      { familyId, isActive: true, expiresAt: trusted({ $gt: now }) },
      { fields: FIELDS },
    );
    return found ? toSession(found) : undefined;
  }

  /**
   * Puts a refresh token into the place of its predecessor. Of all who try at the same time one does.
   *
   * @returns whether the predecessor was valid until now
   */
  rotate(
    id: string,
    tokens: { readonly from: string; readonly to: string },
    times: { readonly lastAccessedAt: Date; readonly expiresAt: Date },
  ): Promise<boolean> {
    return this.updateOne(
      { _id: id, refreshTokenHash: tokens.from, isActive: true },
      { $set: { refreshTokenHash: tokens.to, ...times } },
    );
  }

  /** Keeps in mind that it was proved again who is here. */
  async markAuthenticated(id: string, at: Date): Promise<void> {
    await this.updateOne({ _id: id, isActive: true }, { $set: { authenticatedAt: at } });
  }

  /** @returns whether it went on until now */
  end(id: string): Promise<boolean> {
    return this.updateOne({ _id: id, isActive: true }, { $set: { isActive: false } });
  }

  /** Ends the sessions that somebody had begun by then, or all of them. */
  async endAll(userId: string, begunUntil?: Date): Promise<void> {
    const begun = begunUntil && { createdAt: trusted({ $lte: begunUntil }) };
    await this.model.updateMany({ userId, isActive: true, ...begun }, { $set: { isActive: false } });
  }

  /** Ends all sessions of somebody but one. */
  async endOthers(userId: string, id: string): Promise<void> {
    await this.model.updateMany(
      { userId, isActive: true, _id: trusted({ $ne: new Types.ObjectId(id) }) },
      { $set: { isActive: false } },
    );
  }

  /** @returns how many were removed */
  async removeExpired(now: Date): Promise<number> {
    const { deletedCount } = await this.model.deleteMany({ expiresAt: trusted({ $lte: now }) });
    return deletedCount;
  }
}

const toSession = ({
  _id,
  userId,
  createdAt,
  ...rest
}: Picked<SessionDocument, (typeof FIELDS)[number]>): Session => ({
  ...rest,
  id: _id.toString(),
  userId: userId.toString(),
  authenticatedAt: rest.authenticatedAt ?? createdAt,
});
