export const EXPERIENCE_LEVELS = ['beginner', 'intermediate', 'advanced', 'expert'] as const;
export type ExperienceLevel = (typeof EXPERIENCE_LEVELS)[number];

export const GENDERS = ['male', 'female', 'other', 'prefer-not-to-say'] as const;
export type Gender = (typeof GENDERS)[number];

export interface SocialLinks {
  readonly linkedin: string | null;
  readonly twitter: string | null;
  readonly github: string | null;
}

/** What somebody tells about oneself (000-10, 002-01, 003-03); what others see of it is theirs to decide. */
export interface Profile {
  readonly firstName: string;
  readonly lastName: string;
  /** The name that others see, if it isn't the full name. */
  readonly displayName: string | null;
  /** The address of a picture; the generated one unless given (001-03). */
  readonly avatar: string | null;
  readonly bio: string | null;
  readonly location: string | null;
  readonly website: string | null;
  readonly experienceLevel: ExperienceLevel;
  readonly gender: Gender | null;
  readonly socialLinks: SocialLinks;
}

export const EMPTY_PROFILE: Profile = {
  firstName: '',
  lastName: '',
  displayName: null,
  avatar: null,
  bio: null,
  location: null,
  website: null,
  experienceLevel: 'beginner',
  gender: null,
  socialLinks: { linkedin: null, twitter: null, github: null },
};

/** The fields of a profile to change; null clears what may be missing. */
export type ProfileChanges = Partial<Omit<Profile, 'socialLinks'>> & {
  readonly socialLinks?: Partial<SocialLinks>;
};
