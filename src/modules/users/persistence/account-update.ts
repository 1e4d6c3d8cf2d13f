import type { UpdateQuery } from 'mongoose';
import { nameKey } from '../domain/name-key.js';
import type { SealedDetails } from '../domain/personal-details.js';
import type { ProfileChanges } from '../domain/profile.js';
import type { UserDocument } from './user.schema.js';

export interface AccountChanges {
  readonly username?: string;
  readonly profile?: ProfileChanges;
  readonly personal?: SealedDetails;
}

const KEY_OF = { firstName: 'first', lastName: 'last', displayName: 'display' } as const;

/** Changes to an account as one update of single paths; what isn't named stays. */
export function accountUpdate({
  username,
  profile = {},
  personal = {},
}: AccountChanges): UpdateQuery<UserDocument> {
  const { socialLinks = {}, ...fields } = profile;
  return {
    $set: {
      ...(username !== undefined && { username }),
      ...prefixed('profile', fields),
      ...prefixed('profile.socialLinks', socialLinks),
      ...prefixed('personal', personal),
      ...nameKeysOf(fields),
    },
  };
}

/** The keys that the names among some fields are found by. */
function nameKeysOf(fields: ProfileChanges): Record<string, string> {
  const named = Object.entries(KEY_OF).filter(
    ([field]) => fields[field as keyof typeof KEY_OF] !== undefined,
  );
  return Object.fromEntries(
    named.map(([field, key]) => [`nameKeys.${key}`, nameKey(fields[field as keyof typeof KEY_OF] ?? '')]),
  );
}

const prefixed = (path: string, values: object): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(values)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => [`${path}.${key}`, value as unknown]),
  );
