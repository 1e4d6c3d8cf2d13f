/** A postal address as the buyer wrote it. */
export interface BillingAddress {
  readonly line1: string;
  readonly line2: string | null;
  readonly city: string;
  /** State, province or division. */
  readonly state: string | null;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly postalCode: string;
}

/** Whom a payment is billed to, beside name and email (000-45). */
export interface Billing {
  readonly phone: string | null;
  readonly address: BillingAddress;
}

/** Its encrypted form (X30); absent when the buyer gave none. */
export interface SealedBilling {
  readonly phone?: string | null;
  readonly address?: string | null;
  /** The name of a buyer whose account was erased, as long as the law wants it. */
  readonly heldName?: string | null;
}

/** What stands in the place of a buyer whose account was erased. */
export const ERASED_CUSTOMER = { name: 'Erased', email: 'erased@erased.invalid' } as const;

const COUNTRIES = new Intl.DisplayNames('en', { type: 'region' });

/** `BD` is "Bangladesh". */
export const countryName = (code: string): string => COUNTRIES.of(code) ?? code;
