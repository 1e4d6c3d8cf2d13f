export const THEMES = ['light', 'dark', 'system'] as const;
export type Theme = (typeof THEMES)[number];

export const PROFILE_VISIBILITIES = ['public', 'private'] as const;
export type ProfileVisibility = (typeof PROFILE_VISIBILITIES)[number];

/** By which ways and of what somebody wants to hear (X20). Security messages are always sent and so aren't listed. */
export interface NotificationPreferences {
  readonly channels: {
    readonly email: boolean;
    readonly sms: boolean;
    readonly push: boolean;
    readonly whatsapp: boolean;
    readonly inApp: boolean;
  };
  readonly categories: {
    readonly progress: boolean;
    readonly achievement: boolean;
    readonly marketing: boolean;
    readonly chat: boolean;
  };
}

/** How somebody wants the product to be (X19, X20, 002-02). */
export interface Preferences {
  readonly theme: Theme;
  /** A BCP 47 tag. */
  readonly language: string;
  /** A name of the IANA time zone database. */
  readonly timezone: string;
  readonly notifications: NotificationPreferences;
  readonly privacy: {
    /** A private profile is shown to nobody else. */
    readonly profileVisibility: ProfileVisibility;
    readonly showActivity: boolean;
  };
}

/** What holds until somebody chooses. Consent to marketing is given, never assumed (X20). */
export const DEFAULT_PREFERENCES: Preferences = {
  theme: 'system',
  language: 'en',
  timezone: 'UTC',
  notifications: {
    channels: { email: true, sms: false, push: true, whatsapp: false, inApp: true },
    categories: { progress: true, achievement: true, marketing: false, chat: true },
  },
  privacy: { profileVisibility: 'public', showActivity: true },
};

type Choices<T> = { readonly [K in keyof T]?: T[K] extends object ? Choices<T[K]> : T[K] };
type Changes<T> = { readonly [K in keyof T]?: T[K] extends object ? Changes<T[K]> : T[K] | null };

/** What somebody has chosen. Only choices are stored, so that a better default reaches everybody who made none. */
export type ChosenPreferences = Choices<Preferences>;

/** Choices to make; null takes one back. */
export type PreferencesChanges = Changes<Preferences>;

/** The preferences that hold, given what was chosen. */
export const preferencesOf = (chosen: ChosenPreferences | null | undefined): Preferences => ({
  ...DEFAULT_PREFERENCES,
  ...chosen,
  notifications: {
    channels: { ...DEFAULT_PREFERENCES.notifications.channels, ...chosen?.notifications?.channels },
    categories: { ...DEFAULT_PREFERENCES.notifications.categories, ...chosen?.notifications?.categories },
  },
  privacy: { ...DEFAULT_PREFERENCES.privacy, ...chosen?.privacy },
});
