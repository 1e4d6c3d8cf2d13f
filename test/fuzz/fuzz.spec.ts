import { afterAll, beforeAll, expect, it } from 'vitest';
import { operations } from '../contract/document.js';
import { fuzz } from './fuzz.js';
import { setStage, type Stage } from './stage.js';

let stage: Stage;
beforeAll(async () => (stage = await setStage()));
afterAll(() => stage.close());

it('every operation answers as documented to a few hundred requests, good and bad, of everybody', async () => {
  const report = await fuzz(stage, { seed: 1, requests: operations.length * 3, limitMs: 120_000 });
  expect(report.failures).toEqual([]);
  expect(report.success).toBeGreaterThan(0.3);
}, 180_000);
