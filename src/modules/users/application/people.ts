import { Injectable } from '@nestjs/common';
import type { Role } from '../../../common/access/index.js';
import type { NotificationPreferences } from '../domain/preferences.js';
import { publicCardOf, type PublicCard } from '../domain/public-card.js';
import { fullNameOf, type UserStatus } from '../domain/user.js';
import { PeopleRepository } from '../persistence/people.repository.js';
import { UserRepository } from '../persistence/user.repository.js';

/** How somebody is reached and spoken to. */
export interface Contact {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly language: string;
  readonly timezone: string;
  readonly emailVerified: boolean;
  readonly status: UserStatus;
  readonly notifications: NotificationPreferences;
}

/** What other modules may ask about people. */
@Injectable()
export class People {
  constructor(
    private readonly users: UserRepository,
    private readonly people: PeopleRepository,
  ) {}

  /** For messages to somebody; never to be shown to others. Programs read none. */
  async findContact(userId: string): Promise<Contact | undefined> {
    const user = await this.users.findById(userId);
    if (!user || user.role === 'service') return undefined;
    return {
      id: user.id,
      email: user.email,
      name: user.profile.displayName ?? (fullNameOf(user) || user.username),
      language: user.preferences.language,
      timezone: user.preferences.timezone,
      emailVerified: user.emailVerifiedAt !== null,
      status: user.status,
      notifications: user.preferences.notifications,
    };
  }

  /** What others may see of these people, by id, in one query. Those who are gone are left out. */
  async namesOf(userIds: readonly string[]): Promise<ReadonlyMap<string, PublicCard>> {
    const people = await this.people.findMany([...new Set(userIds)]);
    return new Map(people.map((person) => [person.id, publicCardOf(person)]));
  }

  /** Those who have the powers of a role now, to be told of something. */
  idsByRole(role: Role): Promise<string[]> {
    return this.people.findIdsInOffice(role);
  }
}
