import { defineConfig } from 'vitest/config';
import base from '../../vitest.config.ts';

/** The long run: one file, however long it takes. */
export default defineConfig({
  ...base,
  test: {
    ...base.test,
    include: ['test/fuzz/long-run.ts'],
    testTimeout: 0,
    hookTimeout: 300_000,
  },
});
