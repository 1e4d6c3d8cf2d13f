import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { trusted, Types, type Model } from 'mongoose';
import type { Role } from '../../../common/access/index.js';
import { DomainError } from '../../../common/errors/index.js';
import { ArchiveRepository, duplicateFields } from '../../../infra/mongo/index.js';
import { nameKey } from '../domain/name-key.js';
import type { SealedDetails } from '../domain/personal-details.js';
import { preferencesOf, type Preferences, type PreferencesChanges } from '../domain/preferences.js';
import type { Profile } from '../domain/profile.js';
import { UserErrors } from '../domain/user.errors.js';
import type { Approval, User, UserOrigin } from '../domain/user.js';
import { preferencesUpdate } from './preferences-update.js';
import { accountUpdate, type AccountChanges } from './account-update.js';
import { statusOf, toUser, USER_FIELDS } from './user.mapper.js';
import { USER_MODEL, type UserDocument } from './user.schema.js';

export interface NewUser {
  readonly email: string;
  /** By what the address is known again: the current one is kept, former ones are looked for. */
  readonly emailKeys: readonly [current: string, ...former: string[]];
  readonly username: string;
  readonly passwordHash: string | null;
  readonly role: Role;
  readonly approval: Pick<Approval, 'status'>;
  readonly emailVerifiedAt: Date | null;
  readonly metadata: UserOrigin;
  readonly profile: Pick<Profile, 'firstName' | 'lastName' | 'displayName'>;
}

/** Accounts as their owners use them: found, made, signed in to, changed. */
@Injectable()
export class UserRepository extends ArchiveRepository<UserDocument> {
  constructor(@InjectModel(USER_MODEL) model: Model<UserDocument>) {
    super(model);
  }

  async findById(id: string): Promise<User | undefined> {
    const found = await this.findOneById(id, { fields: USER_FIELDS });
    return found ? toUser(found) : undefined;
  }

  /** Whether or not it is deleted. */
  async findEvenDeleted(id: string): Promise<User | undefined> {
    const found = await this.findOneById(id, { fields: USER_FIELDS, withDeleted: true });
    return found ? toUser(found) : undefined;
  }

  async findByEmail(email: string): Promise<User | undefined> {
    const found = await this.findOne({ email }, { fields: USER_FIELDS });
    return found ? toUser(found) : undefined;
  }

  /** What the guard needs at every request, and no more. */
  async findStanding(id: string): Promise<
    | (Pick<User, 'id' | 'status' | 'role' | 'emailVerifiedAt'> & {
        approval: Pick<Approval, 'status'>;
      })
    | undefined
  > {
    const found = await this.findOneById(id, {
      fields: ['status', 'archivedAt', 'role', 'approval', 'emailVerifiedAt'],
    });
    return found ? { ...found, id: found._id.toString(), status: statusOf(found) } : undefined;
  }

  /** By e-mail address or user name; a user name holds no `@`. */
  async findCredentials(login: string): Promise<{ user: User; passwordHash: string | null } | undefined> {
    const filter = login.includes('@') ? { email: login } : { username: login };
    const found = await this.findOne(filter, { fields: [...USER_FIELDS, 'passwordHash'] });
    return found ? { user: toUser(found), passwordHash: found.passwordHash } : undefined;
  }

  async findPasswordHash(id: string): Promise<string | undefined> {
    return (await this.findOneById(id, { fields: ['passwordHash'] }))?.passwordHash ?? undefined;
  }

  hasAny(): Promise<boolean> {
    return this.exists({});
  }

  async findByUsername(username: string): Promise<User | undefined> {
    const found = await this.findOne({ username }, { fields: USER_FIELDS });
    return found ? toUser(found) : undefined;
  }

  /** The address of somebody, deleted or not. */
  async findEmail(id: string): Promise<string | undefined> {
    return (await this.findOneById(id, { fields: ['email'], withDeleted: true }))?.email;
  }

  /** The encrypted details of somebody, deleted or not; none for nobody. */
  async findSealedDetails(id: string): Promise<SealedDetails> {
    return (await this.findOneById(id, { fields: ['personal'], withDeleted: true }))?.personal ?? {};
  }

  /** @throws DomainError `email-taken`, `username-taken` */
  async create({ emailKeys: [emailKey, ...former], ...user }: NewUser): Promise<User> {
    await this.refuseErased(former);
    const { firstName, lastName, displayName } = user.profile;
    const nameKeys = {
      first: nameKey(firstName),
      last: nameKey(lastName),
      display: nameKey(displayName ?? ''),
    };
    const { createdBy, source } = user.metadata;
    const metadata = { createdBy: createdBy ? new Types.ObjectId(createdBy) : null, source };
    return toUser(await refuseDuplicates(this.insert({ ...user, metadata, emailKey, nameKeys })));
  }

  /** @throws DomainError `username-taken` */
  async update(id: string, changes: AccountChanges): Promise<User | undefined> {
    const changed = await refuseDuplicates(
      this.change({ _id: id }, accountUpdate(changes), { fields: USER_FIELDS }),
    );
    return changed ? toUser(changed) : undefined;
  }

  async updatePreferences(id: string, changes: PreferencesChanges): Promise<Preferences | undefined> {
    const changed = await this.change({ _id: id }, preferencesUpdate(changes), { fields: ['preferences'] });
    return changed ? preferencesOf(changed.preferences) : undefined;
  }

  /** @returns whether it wasn't confirmed before */
  verifyEmail(id: string, at: Date): Promise<boolean> {
    return this.updateOne({ _id: id, emailVerifiedAt: null }, { $set: { emailVerifiedAt: at } });
  }

  async setPasswordHash(id: string, passwordHash: string, at: Date): Promise<void> {
    await this.updateOne({ _id: id }, { $set: { passwordHash, passwordChangedAt: at } });
  }

  /** @returns whether the hash was still the former one */
  replacePasswordHash(id: string, former: string, passwordHash: string, at: Date): Promise<boolean> {
    return this.updateOne(
      { _id: id, passwordHash: former },
      { $set: { passwordHash, passwordChangedAt: at } },
    );
  }

  /** Puts another hash of the same password in the place of the former one. @returns whether that was still there */
  renewPasswordHash(id: string, former: string, passwordHash: string): Promise<boolean> {
    return this.updateOne({ _id: id, passwordHash: former }, { $set: { passwordHash } });
  }

  /** @throws DomainError `email-taken` */
  async changeEmail(
    id: string,
    {
      email,
      emailKeys: [emailKey, ...former],
      verifiedAt,
    }: Pick<NewUser, 'email' | 'emailKeys'> & { readonly verifiedAt: Date },
  ): Promise<void> {
    await this.refuseErased(former);
    const changed = { email, emailKey, emailVerifiedAt: verifiedAt };
    await refuseDuplicates(this.updateOne({ _id: id }, { $set: changed }));
  }

  async removePassword(id: string): Promise<void> {
    await this.updateOne({ _id: id }, { $set: { passwordHash: null } });
  }

  async recordSignIn(id: string, at: Date): Promise<void> {
    await this.updateOne({ _id: id }, { $set: { lastLoginAt: at, lastActivityAt: at } });
  }

  /** Notes that somebody is here, unless that was noted since then. The account counts as no newer by that. */
  async noteActivity(id: string, at: Date, { unlessSince }: { readonly unlessSince: Date }): Promise<void> {
    const isDue = [{ lastActivityAt: null }, { lastActivityAt: trusted({ $lte: unlessSince }) }];
    await this.model.updateOne(
      this.visible({ _id: id, $or: isDue }, {}),
      { $set: { lastActivityAt: at } },
      { timestamps: false },
    );
  }

  /**
   * Addresses that were erased under a key that has been replaced since; the current one is the index's to guard.
   *
   * @throws DomainError `email-taken`
   */
  private async refuseErased(formerKeys: readonly string[]): Promise<void> {
    if (formerKeys.length === 0) return;
    const isKnown = await this.exists({ emailKey: trusted({ $in: [...formerKeys] }) }, { withDeleted: true });
    if (isKnown) throw new DomainError(UserErrors.emailTaken);
  }
}

/** Names the value that somebody else has. */
async function refuseDuplicates<T>(write: Promise<T>): Promise<T> {
  try {
    return await write;
  } catch (error) {
    const taken = duplicateFields(error);
    if (taken.includes('email') || taken.includes('emailKey'))
      throw new DomainError(UserErrors.emailTaken, { cause: error });
    if (taken.includes('username')) throw new DomainError(UserErrors.usernameTaken, { cause: error });
    throw error;
  }
}
