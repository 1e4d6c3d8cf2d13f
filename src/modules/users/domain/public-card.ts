import type { Preferences } from './preferences.js';
import { fullNameOf, type User } from './user.js';

/** What others may see of somebody beside a review, a course or a row of a roster. */
export interface PublicCard {
  readonly id: string;
  readonly name: string;
  /** Leads to the public profile; empty when there is none to lead to. */
  readonly username: string;
  readonly avatarUrl: string;
  /** Whether there is no profile to look at. */
  readonly isPrivate: boolean;
  /** Whether others may know what this person does, and when: else their reviews are unsigned (002-02). */
  readonly showsActivity: boolean;
}

type Person = Pick<User, 'id' | 'username' | 'profile'> & {
  readonly preferences: Pick<Preferences, 'privacy'>;
};

/** What others call somebody whose name they may not see. */
const NAMELESS = 'Learner';

export const isPrivate = ({ preferences }: Pick<Person, 'preferences'>): boolean =>
  preferences.privacy.profileVisibility === 'private';

/** The name for others: the one that was chosen for them, else the full name, but never that of a private profile. */
export function publicNameOf(person: Person): string {
  const { displayName } = person.profile;
  if (displayName) return displayName;
  return isPrivate(person) ? NAMELESS : fullNameOf(person) || person.username;
}

/** The picture that is made for somebody who brought none (001-03). */
export const generatedAvatarUrl = (userId: string): string => `/api/v1/users/${userId}/avatar.svg`;

/** The picture as its owner and administrators see it. */
export const ownAvatarUrlOf = ({ id, profile }: Pick<Person, 'id' | 'profile'>): string =>
  profile.avatar ?? generatedAvatarUrl(id);

/** The picture as others see it: that of a private profile stays private too. */
export const avatarUrlOf = (person: Person): string =>
  isPrivate(person) ? generatedAvatarUrl(person.id) : ownAvatarUrlOf(person);

export const publicCardOf = (person: Person): PublicCard => ({
  id: person.id,
  name: publicNameOf(person),
  username: isPrivate(person) ? '' : person.username,
  avatarUrl: avatarUrlOf(person),
  isPrivate: isPrivate(person),
  showsActivity: person.preferences.privacy.showActivity,
});
