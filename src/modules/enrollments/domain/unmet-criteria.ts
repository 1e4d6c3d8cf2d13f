import type { Missing } from './lesson-progress.js';

/** Tells a learner what a lesson still asks for. */
export function unmetDetail(missing: Exclude<Missing, { what: 'nothing' }>): string {
  const { what, done, required } = missing;
  return what === 'seconds'
    ? `Watched ${Math.floor(done)} of the ${required} seconds that this lesson asks for.`
    : `Did ${done} of the ${required} interactions that this lesson asks for.`;
}
