import { Injectable } from '@nestjs/common';
import { FieldCipher } from '../../../infra/crypto/index.js';
import type { Address, PersonalDetail, PersonalDetails, SealedDetails } from '../domain/personal-details.js';
import { UserRepository } from '../persistence/user.repository.js';

/** Keeps personal details: nothing but their encrypted form reaches the database (001-19). */
@Injectable()
export class DetailsVault {
  constructor(
    private readonly users: UserRepository,
    private readonly cipher: FieldCipher,
  ) {}

  /** @throws TamperedValueError when what is stored was not written by this application */
  async read(userId: string): Promise<PersonalDetails> {
    const sealed = await this.users.findSealedDetails(userId);
    const open = (detail: PersonalDetail): string | null => {
      const stored = sealed[detail];
      return stored ? this.cipher.decrypt(stored, contextOf(userId, detail)) : null;
    };
    const address = open('address');
    return {
      phone: open('phone'),
      dateOfBirth: open('dateOfBirth'),
      address: address === null ? null : (JSON.parse(address) as Address),
    };
  }

  /** @param details those to change; null clears one */
  seal(userId: string, details: Partial<PersonalDetails>): SealedDetails {
    const given = Object.entries(details).filter(([, value]) => value !== undefined);
    return Object.fromEntries(
      given.map(([detail, value]) => [
        detail,
        value && this.encrypt(userId, detail as PersonalDetail, value),
      ]),
    );
  }

  private encrypt(userId: string, detail: PersonalDetail, value: string | Address): string {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    return this.cipher.encrypt(text, contextOf(userId, detail));
  }
}

const contextOf = (userId: string, detail: PersonalDetail) => `users/${userId}/personal.${detail}`;
