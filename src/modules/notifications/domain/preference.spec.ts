import { describe, expect, it } from 'vitest';
import { CATEGORIES, suppressionOf, type Category, type Channel, type Recipient } from './preference.js';

const channels = { email: true, inApp: true };
const categories = { progress: true, achievement: true, marketing: true, chat: true };
const willing: Recipient = {
  emailVerified: true,
  status: 'active',
  notifications: { channels, categories },
};
const nothing = { email: false, inApp: false };
const none = { progress: false, achievement: false, marketing: false, chat: false };

describe('what somebody is told', () => {
  it.each(CATEGORIES)('is everything, where nothing speaks against it: %s', (category) => {
    expect(suppressionOf(willing, category, 'email')).toBeUndefined();
    expect(suppressionOf(willing, category, 'inApp')).toBeUndefined();
  });

  it('always includes what concerns the safety of the account', () => {
    const unwilling = {
      emailVerified: false,
      status: 'suspended',
      notifications: { channels: nothing, categories: none },
    };
    expect(suppressionOf(unwilling, 'security', 'email')).toBeUndefined();
    expect(suppressionOf(unwilling, 'security', 'inApp')).toBeUndefined();
  });

  it.each<[Category, Channel, Partial<Recipient>, string]>([
    ['service', 'email', { notifications: { channels: nothing, categories } }, 'channel-off'],
    ['progress', 'inApp', { notifications: { channels: nothing, categories } }, 'channel-off'],
    ['progress', 'email', { notifications: { channels, categories: none } }, 'category-off'],
    [
      'marketing',
      'email',
      { notifications: { channels, categories: { ...categories, marketing: false } } },
      'category-off',
    ],
    ['progress', 'email', { emailVerified: false }, 'email-not-verified'],
    ['service', 'email', { status: 'suspended' }, 'account-inactive'],
  ])('leaves out %s by %s for good reasons', (category, channel, changes, reason) => {
    expect(suppressionOf({ ...willing, ...changes }, category, channel)).toBe(reason);
  });

  it('includes what a contract is about, whatever was chosen by category', () => {
    const recipient = { ...willing, notifications: { channels, categories: none } };
    expect(suppressionOf(recipient, 'service', 'email')).toBeUndefined();
  });

  it('reaches the inbox before the address is confirmed', () => {
    expect(suppressionOf({ ...willing, emailVerified: false }, 'progress', 'inApp')).toBeUndefined();
  });
});
