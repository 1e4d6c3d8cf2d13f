import type { UpdateQuery } from 'mongoose';
import type { PreferencesChanges } from '../domain/preferences.js';
import type { UserDocument } from './user.schema.js';

/**
 * Changes to preferences as one update: each choice by its own path, so that two changes at once don't overwrite each
 * other, and null takes a choice back.
 */
export function preferencesUpdate(changes: PreferencesChanges): UpdateQuery<UserDocument> {
  const entries = leavesOf('preferences', changes);
  const $set = Object.fromEntries(entries.filter(([, value]) => value !== null));
  const $unset = Object.fromEntries(entries.filter(([, value]) => value === null).map(([path]) => [path, 1]));
  return { $set, $unset };
}

const leavesOf = (path: string, value: unknown): [path: string, value: unknown][] => {
  if (value === undefined) return [];
  if (typeof value !== 'object' || value === null) return [[path, value]];
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(`${path}.${key}`, inner));
};
