import { afterAll, beforeAll, expect, it } from 'vitest';
import { fuzz } from './fuzz.js';
import { setStage, type Stage } from './stage.js';

/** The least share of requests that must do what they ask for; else nothing but refusals would be tried. */
const LEAST_SUCCESS = 0.3;

const { seed, requests, minutes } = JSON.parse(process.env['FUZZ_OPTIONS'] ?? '{}') as Record<string, number>;

let stage: Stage;
beforeAll(async () => (stage = await setStage()));
afterAll(() => stage.close());

it('no answer is a 5xx or one that the contract doesn’t know', async () => {
  const report = await fuzz(stage, {
    seed: seed ?? 1,
    requests: requests ?? 20_000,
    limitMs: (minutes ?? 30) * 60_000,
  });
  console.log(`\n${String(report)}\n`);
  expect(report.failures.length).toBe(0);
  expect(report.success).toBeGreaterThanOrEqual(LEAST_SUCCESS);
});
