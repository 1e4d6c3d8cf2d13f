import type { Handling } from '../context.ts';
import { aggregation } from './aggregation.ts';
import { collections } from './collections.ts';
import { cursors } from './cursors.ts';
import { diagnostics } from './diagnostics.ts';
import { explain } from './explain.ts';
import { handshake } from './handshake.ts';
import { indexes } from './indexes.ts';
import { sessions } from './sessions.ts';
import { writes } from './writes.ts';

/** Every command that is served, by name. */
export const commands: ReadonlyMap<string, Handling> = new Map(
  Object.entries({
    ...handshake,
    ...diagnostics,
    ...sessions,
    ...writes,
    ...cursors,
    ...aggregation,
    ...collections,
    ...indexes,
    ...explain,
  }),
);
