import { Injectable } from '@nestjs/common';
import { EncryptedFields, FieldCipher, TamperedValueError } from '../../../infra/crypto/index.js';
import {
  PERSONAL_DETAILS,
  type Address,
  type PersonalDetail,
  type PersonalDetails,
  type ReadDetails,
  type SealedDetails,
} from '../domain/personal-details.js';
import { UserRepository } from '../persistence/user.repository.js';

/** Keeps personal details: nothing but their encrypted form reaches the database (001-19). */
@Injectable()
export class DetailsVault extends EncryptedFields {
  override readonly encryptedFields = PERSONAL_DETAILS.map((detail) => ({
    collection: 'users',
    path: `personal.${detail}`,
    contextOf: (userId: string) => contextOf(userId, detail),
  }));

  constructor(
    private readonly users: UserRepository,
    private readonly cipher: FieldCipher,
  ) {
    super();
  }

  /** One that was changed from outside is refused, and named; the others are read all the same. */
  async read(userId: string): Promise<ReadDetails> {
    const sealed = await this.users.findSealedDetails(userId);
    const unreadable: PersonalDetail[] = [];
    const open = (detail: PersonalDetail): string | null => {
      const stored = sealed[detail];
      try {
        return stored ? this.cipher.decrypt(stored, contextOf(userId, detail)) : null;
      } catch (error) {
        if (!(error instanceof TamperedValueError)) throw error;
        unreadable.push(detail);
        return null;
      }
    };
    const address = open('address');
    return {
      phone: open('phone'),
      dateOfBirth: open('dateOfBirth'),
      address: address === null ? null : (JSON.parse(address) as Address),
      unreadable,
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
