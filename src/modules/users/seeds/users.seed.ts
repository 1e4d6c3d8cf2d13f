import { Injectable } from '@nestjs/common';
import { PasswordHasher } from '../../../infra/crypto/index.js';
import { Clock, Ids } from '../../../infra/clock/index.js';
import { Seed, type SeedContext } from '../../../infra/seeding/index.js';
import { EmailKeys } from '../application/email-keys.js';
import { initialApproval } from '../domain/user.js';
import { usernameFor } from '../domain/username.js';
import { UserRepository } from '../persistence/user.repository.js';
import { SAMPLE_CROWD, SAMPLE_PEOPLE, type SamplePerson } from './people.js';

/** Sample people whose passwords are made up for each database, so that none is known beforehand. */
@Injectable()
export class UsersSeed extends Seed {
  readonly name = 'users';

  constructor(
    private readonly users: UserRepository,
    private readonly passwords: PasswordHasher,
    private readonly emailKeys: EmailKeys,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {
    super();
  }

  async isNeeded(): Promise<boolean> {
    return !(await this.users.hasAny());
  }

  async run({ full, announce }: SeedContext): Promise<void> {
    for (const person of SAMPLE_PEOPLE) {
      if (await this.users.findByEmail(person.email)) continue;
      const password = `${this.ids.token(9)}aA1`;
      await this.create(person, await this.passwords.hash(password));
      announce({ role: person.role, email: person.email, password });
    }
    if (!full) return;
    // Nobody signs in as one of a crowd.
    for (const person of SAMPLE_CROWD)
      if (!(await this.users.findByEmail(person.email))) await this.create(person, null);
  }

  private async create(
    { email, role, firstName, lastName }: SamplePerson,
    passwordHash: string | null,
  ): Promise<void> {
    await this.users.create({
      email,
      emailKeys: this.emailKeys.of(email),
      username: usernameFor(email, this.ids.uuid()),
      passwordHash,
      role,
      approval: { status: initialApproval(role) === 'pending' ? 'approved' : 'not_required' },
      emailVerifiedAt: this.clock.now(),
      metadata: { createdBy: null, source: 'admin' },
      profile: { firstName, lastName, displayName: null },
    });
  }
}
