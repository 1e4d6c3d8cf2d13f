/** https://docs.github.com/rest/users/emails */
export interface GithubEmail {
  readonly email: string;
  readonly primary: boolean;
  readonly verified: boolean;
  readonly visibility: 'public' | 'private' | null;
}

/** Somebody with an account at GitHub. */
export interface GithubPerson {
  readonly id: number;
  readonly login: string;
  readonly name: string | null;
  readonly emails: readonly GithubEmail[];
}

export const emailOf = (email: string, values: Partial<GithubEmail> = {}): GithubEmail => ({
  email,
  primary: true,
  verified: true,
  visibility: 'private',
  ...values,
});

/** Whom the stand-in knows unless told otherwise. */
export const SAMPLE_PEOPLE: readonly GithubPerson[] = [
  { id: 583231, login: 'octocat', name: 'Mona Lisa Octocat', emails: [emailOf('octocat@example.com')] },
  {
    id: 583232,
    login: 'newcomer',
    name: null,
    emails: [emailOf('newcomer@example.com', { verified: false })],
  },
];
