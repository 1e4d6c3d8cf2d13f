/** Somebody who can sign in after seeding, for people who try the product out. */
export interface SampleSignIn {
  readonly role: string;
  readonly email: string;
  readonly password: string;
}

export interface SeedContext {
  /** Whether rich test data is wanted, or only what the product can't do without. */
  readonly full: boolean;
  /** Tells whoever seeds about an account that was made. */
  announce(signIn: SampleSignIn): void;
}

/**
 * One module's part of the sample data (000-56). A provider that extends it is found by itself. What it refers to in other
 * modules it looks up through their facades, by natural key: an instructor by e-mail address.
 */
export abstract class Seed {
  /** The module's name. */
  abstract readonly name: string;
  /** The names of seeds whose data this one refers to. */
  readonly dependsOn: readonly string[] = [];

  /** Whether the module has nothing yet of what its seed brings. */
  abstract isNeeded(): Promise<boolean>;

  /** Brings the data about. Run again it changes nothing: it upserts by natural keys. */
  abstract run(context: SeedContext): Promise<void>;
}
