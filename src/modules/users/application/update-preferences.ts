import { Injectable } from '@nestjs/common';
import { CommonErrors, DomainError } from '../../../common/errors/index.js';
import type { Preferences, PreferencesChanges } from '../domain/preferences.js';
import { UserRepository } from '../persistence/user.repository.js';

@Injectable()
export class UpdatePreferences {
  constructor(private readonly users: UserRepository) {}

  /** @throws DomainError `not-found` */
  async execute(userId: string, changes: PreferencesChanges): Promise<Preferences> {
    const preferences = await this.users.updatePreferences(userId, changes);
    if (!preferences) throw new DomainError(CommonErrors.notFound);
    return preferences;
  }
}
