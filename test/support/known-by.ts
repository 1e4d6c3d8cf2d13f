import { createHash } from 'node:crypto';
import { KeyedHash } from '../../src/infra/crypto/index.js';
import { networkOf } from '../../src/infra/rate-limit/index.js';
import { formsOf } from './residues.js';
import type { TestApp } from './test-app.js';

/** Words that nothing else in the world contains, one for each thing that somebody can be known by. */
export const WHO = {
  email: 'zq9mail@sentinel.example',
  newEmail: 'zq9wanted@sentinel.example',
  githubEmail: 'zq9hub@sentinel.example',
  username: 'zq9username',
  firstName: 'Zq9first',
  lastName: 'Zq9last',
  displayName: 'Zq9display',
  bio: 'Zq9bio',
  location: 'Zq9location',
  website: 'https://zq9website.example',
  avatar: 'https://zq9avatar.example/a.png',
  github: 'https://github.com/zq9profile',
  githubLogin: 'zq9github',
  githubId: '909099099',
  phone: '+99 555 909 9099',
  birth: '1971-03-09',
  street: 'Zq9street 9',
  city: 'Zq9city',
  line1: 'Zq9billing 9',
  billingPhone: '+99 555 808 8088',
  ip: '203.0.113.99',
  otherIp: '2001:db8:9099:9099:9:9:9:9',
  strangerIp: '198.51.100.99',
  userAgent: 'Zq9Agent/9.0',
  otherUserAgent: 'Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0 Safari/537.36 Zq9Laptop/9.0',
  note: 'Zq9note',
  bookmark: 'Zq9bookmark',
  comment: 'Zq9comment',
  reason: 'Zq9reason',
} as const;

/** Somebody who leaves when everything is only half done, and is deleted before the account is erased. */
export const HALF = {
  email: 'zq8mail@sentinel.example',
  newEmail: 'zq8wanted@sentinel.example',
  firstName: 'Zq8first',
  lastName: 'Zq8last',
  username: 'zq8username',
  phone: '+99 555 707 7077',
} as const;

export type Trace = readonly [name: string, form: string];

const EVERYTHING = { ...WHO, ...Object.fromEntries(Object.entries(HALF).map(([k, v]) => [`half ${k}`, v])) };

/** All words, in all the forms in which they could be stored, and what of them would do as well. */
export const TRACES: readonly Trace[] = [
  ...Object.entries(EVERYTHING),
  ['network', networkOf(WHO.otherIp).replace(/::.*/, '')] as const,
  ['browser', 'Zq9Laptop'] as const,
].flatMap(([name, word]) => formsOf(word).map((form) => [name, form] as const));

/** Hashes that anybody can make of a word and compare: they tell as much as the word itself. */
export const HASHES: readonly Trace[] = Object.entries(EVERYTHING).flatMap(([name, word]) =>
  [...new Set([word, word.toLowerCase()])].flatMap((text) =>
    ['md5', 'sha1', 'sha256', 'sha512'].flatMap((algorithm) => {
      const hash = createHash(algorithm).update(text).digest();
      // Parts of a hash are enough to recognise it.
      return [hash.toString('hex').slice(0, 12), hash.toString('base64url').slice(0, 12)].map(
        (form) => [`${algorithm} of ${name}`, form] as const,
      );
    }),
  ),
);

/** Hashes for which a key is needed that the application has. */
export function keyedHashes({ app }: TestApp, userId: string): readonly Trace[] {
  const hash = app.get(KeyedHash);
  const network = hash.of('known network', `${userId} ${WHO.ip}`);
  const names = [WHO.email, WHO.username, WHO.newEmail, HALF.email, HALF.newEmail];
  return [
    ['known network', network],
    ['attempts at home', hash.of('sign-in attempt', `password at ${network}`)],
    ['report of failures', hash.of('report of failures', userId)],
    ['report of codes', hash.of('report of failures', `wrong-second-factor ${userId}`)],
    ['attempts at the second factor', hash.of('sign-in attempt', `second-factor of ${userId}`)],
    ...names.flatMap((name): Trace[] => [
      ['attempts', hash.of('sign-in attempt', `password of ${name}`)],
      ['code', hash.of('address of a code', name)],
      ['mails', hash.of('address of mails', name)],
    ]),
  ];
}

/** By which an address is known again: it stays, in one place. */
export const emailKeyOf = ({ app }: TestApp): string => app.get(KeyedHash).of('users.email', WHO.email);
