import { describe, expect, it } from 'vitest';
import { essenceOf, isMonotonous, problemsOf } from './password-policy.js';

const codes = (...of: Parameters<typeof problemsOf>) => problemsOf(...of).map(({ code }) => code);

describe('the policy `standard`', () => {
  it('takes eight characters of three kinds', () => {
    expect(codes('Correct1', 'standard')).toEqual([]);
    expect(codes('Ünïcödé٣', 'standard')).toEqual([]);
  });

  it('names everything that is missing', () => {
    expect(codes('', 'standard')).toEqual(['too-short', 'no-lower-case', 'no-upper-case', 'no-digit']);
    expect(codes('a'.repeat(129), 'standard')).toEqual(['too-long', 'no-upper-case', 'no-digit']);
  });

  it('counts characters, not the units of their encoding', () => {
    expect(codes('🐎🐎🐎🐎', 'standard')).toContain('too-short');
    expect(codes(`Aa1${'🐎'.repeat(125)}`, 'standard')).toEqual([]);
  });
});

describe('the policy `nist`', () => {
  it('asks for fifteen characters of any kind, and nothing else', () => {
    expect(codes('quiet lanterns!', 'nist')).toEqual([]);
    expect(codes('Quiet-Lantern1', 'nist')).toEqual(['too-short']);
    expect(codes('q'.repeat(129), 'nist')).toEqual(['too-long']);
  });
});

describe('words of one’s own', () => {
  const owner = { email: 'Jane.Smith@example.com', username: 'wonder_jane' };

  it.each(['Jane.Smith-77', 'xx-WONDER_JANE-1', 'Ｊａｎｅ．Ｓｍｉｔｈ-77'])(
    'make %s no password',
    (password) => {
      expect(codes(password, 'standard', owner)).toEqual(['own-name']);
    },
  );

  it('count from four characters on', () => {
    expect(codes('Channel-Nine-9', 'standard', { email: 'ann@example.com', username: 'nel' })).toEqual([]);
  });
});

describe('what a password comes down to', () => {
  it.each([
    ['Password1', ['password1', 'password']],
    ['!!Dragon77', ['!!dragon77', 'dragon']],
    ['dragon-8392015', ['dragon-8392015']],
    ['passwordpassword', ['passwordpassword', 'passwordpassword', 'password']],
    ['12345678', ['12345678']],
  ])('of %s', (password, essence) => {
    expect(essenceOf(password)).toEqual(essence);
  });

  it('is nothing where a few characters are repeated', () => {
    expect(['aaaaaaaaaaaaaaa', 'aB1!aB1!aB1!aB1!'].map(isMonotonous)).toEqual([true, true]);
    expect(['correct-horse-1', 'lantern lantern '].map(isMonotonous)).toEqual([false, false]);
  });
});
