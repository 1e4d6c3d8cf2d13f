import { describe, expect, it } from 'vitest';
import { engagementScore } from './engagement-score.js';

const activity = { views: 0, pauses: 0, seeks: 0, replays: 0 };
const nothing = { percentage: 0, interactions: 0, activity, notes: 0 };

describe('the engagement score', () => {
  it.each([
    ['nothing', nothing, 0],
    ['only watching', { ...nothing, percentage: 100 }, 60],
    ['half of everything', { percentage: 50, interactions: 5, activity, notes: 1.5 }, 50],
    [
      'actions of all kinds',
      { ...nothing, interactions: 1, activity: { ...activity, pauses: 2, seeks: 1, replays: 1 } },
      13,
    ],
    ['looking at it often', { ...nothing, activity: { ...activity, views: 99 } }, 0],
    ['more than enough', { percentage: 100, interactions: 99, activity, notes: 99 }, 100],
  ])('says how much somebody takes part: %s', (_, engaged, score) => {
    expect(engagementScore(engaged)).toBe(score);
  });
});
