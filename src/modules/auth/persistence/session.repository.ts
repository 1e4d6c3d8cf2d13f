import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Types, type Model } from 'mongoose';
import { mapPage, type Page } from '../../../common/pagination/index.js';
import { Repository, trusted, type Picked } from '../../../infra/mongo/index.js';
import type { Device, OwnSession, Session } from '../domain/session.js';
import { SESSION_MODEL, type SessionDocument } from './session.schema.js';

export type NewSession = Omit<Session, 'id'> & { readonly device: Device; readonly expiresAt: Date };

/** What decides whether somebody may go on in a session. */
export type SessionStanding = Pick<Session, 'userId' | 'authenticatedAt' | 'lastAccessedAt'> &
  Pick<SessionDocument, 'isActive' | 'expiresAt'>;

const FIELDS = [
  'userId',
  'familyId',
  'refreshTokenHash',
  'isRemembered',
  'lastAccessedAt',
  'refreshedAt',
  'authenticatedAt',
  'absoluteExpiresAt',
  'createdAt',
] as const satisfies (keyof SessionDocument)[];

const OWN_FIELDS = [
  'device',
  'createdAt',
  'lastAccessedAt',
  'expiresAt',
  'absoluteExpiresAt',
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

  /** What the token check asks, by the key. */
  async findStanding(id: string): Promise<SessionStanding | undefined> {
    const found = await this.findOneById(id, {
      fields: ['userId', 'isActive', 'expiresAt', 'authenticatedAt', 'lastAccessedAt', 'createdAt'],
    });
    if (!found) return undefined;
    const { userId, isActive, expiresAt, authenticatedAt = found.createdAt, lastAccessedAt } = found;
    return { userId: userId.toString(), isActive, expiresAt, authenticatedAt, lastAccessedAt };
  }

  /** Whether a session of this user goes on, as the database has it. */
  isLive(id: string, userId: string, now: Date): Promise<boolean> {
    return this.exists({ _id: id, userId, isActive: true, expiresAt: trusted({ $gt: now }) });
  }

  async findLiveFamily(familyId: string, now: Date): Promise<Session | undefined> {
    const found = await this.findOne(
      { familyId, isActive: true, expiresAt: trusted({ $gt: now }) },
      { fields: FIELDS },
    );
    return found ? toSession(found) : undefined;
  }

  /** Where somebody is signed in, the latest first. */
  async findLivePage(
    userId: string,
    now: Date,
    { limit, cursor }: { readonly limit: number; readonly cursor?: string },
  ): Promise<Page<OwnSession>> {
    const page = await this.page(
      { userId: new Types.ObjectId(userId), isActive: true, expiresAt: trusted({ $gt: now }) },
      { sort: { createdAt: -1, _id: -1 }, limit, cursor, fields: OWN_FIELDS },
    );
    return mapPage(page, toOwnSession);
  }

  /**
   * Puts a refresh token into the place of its predecessor. Of all who try at the same time one does.
   *
   * @returns whether the predecessor was valid until now
   */
  rotate(
    id: string,
    tokens: { readonly from: string; readonly to: string },
    { at, expiresAt }: { readonly at: Date; readonly expiresAt: Date },
  ): Promise<boolean> {
    return this.updateOne(
      { _id: id, refreshTokenHash: tokens.from, isActive: true },
      { $set: { refreshTokenHash: tokens.to, refreshedAt: at, lastAccessedAt: at, expiresAt } },
    );
  }

  /** Keeps in mind that it was proved again who is here. */
  async markAuthenticated(id: string, at: Date): Promise<void> {
    await this.updateOne({ _id: id, isActive: true }, { $set: { authenticatedAt: at } });
  }

  /** Notes that a session was used, unless that was noted since then. */
  async noteAccess(id: string, at: Date, { unlessSince }: { readonly unlessSince: Date }): Promise<void> {
    await this.updateOne(
      { _id: id, isActive: true, lastAccessedAt: trusted({ $lte: unlessSince }) },
      { $set: { lastAccessedAt: at } },
    );
  }

  /** @returns whose it was; undefined when it doesn't go on, or is not this user's */
  async end(id: string, now: Date, userId?: string): Promise<string | undefined> {
    const ended = await this.change(
      { _id: id, isActive: true, expiresAt: trusted({ $gt: now }), ...(userId && { userId }) },
      { $set: { isActive: false } },
      { fields: ['userId'] },
    );
    return ended?.userId.toString();
  }

  /**
   * Ends the sessions of somebody.
   *
   * @param begunUntil spares those that began later
   * @param except spares this one
   * @returns which went on until now
   */
  async endAll(
    userId: string,
    { begunUntil, except }: { readonly begunUntil?: Date; readonly except?: string } = {},
  ): Promise<string[]> {
    const found = await this.find(
      {
        userId,
        isActive: true,
        ...(begunUntil && { createdAt: trusted({ $lte: begunUntil }) }),
        ...(except && { _id: trusted({ $ne: new Types.ObjectId(except) }) }),
      },
      { fields: ['_id'] },
    );
    const ids = found.map(({ _id }) => _id);
    if (ids.length > 0)
      await this.model.updateMany(
        { _id: trusted({ $in: ids }), isActive: true },
        { $set: { isActive: false } },
      );
    return ids.map(String);
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
  refreshedAt: rest.refreshedAt ?? rest.lastAccessedAt,
});

const toOwnSession = ({
  _id,
  device,
  ...rest
}: Picked<SessionDocument, (typeof OWN_FIELDS)[number]>): OwnSession => ({
  ...rest,
  id: _id.toString(),
  device: { location: null, deviceType: null, browser: null, os: null, ...device },
});
