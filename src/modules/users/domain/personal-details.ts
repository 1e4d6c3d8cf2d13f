export interface Address {
  readonly street: string | null;
  readonly city: string | null;
  readonly state: string | null;
  readonly country: string | null;
  readonly zipCode: string | null;
}

/** What nobody but its owner is shown and what is stored encrypted (000-10, 001-19, X30). */
export interface PersonalDetails {
  readonly phone: string | null;
  /** `YYYY-MM-DD` (X18). */
  readonly dateOfBirth: string | null;
  readonly address: Address | null;
}

export const PERSONAL_DETAILS = [
  'phone',
  'dateOfBirth',
  'address',
] as const satisfies (keyof PersonalDetails)[];
export type PersonalDetail = (typeof PERSONAL_DETAILS)[number];

/** As they were read: those that somebody changed from outside are not shown. */
export interface ReadDetails extends PersonalDetails {
  readonly unreadable: readonly PersonalDetail[];
}

/** Their encrypted forms. */
export type SealedDetails = { readonly [K in PersonalDetail]?: string | null };
