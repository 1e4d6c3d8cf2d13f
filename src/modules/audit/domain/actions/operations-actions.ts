import type { ActionRules } from '../action-rule.js';

const NAMING = {
  facts: ['name', 'title', 'slug', 'order', 'isActive', 'description', 'prerequisites', 'reassignedTo'],
} as const;

/** About what the whole platform shares. */
export const OPERATIONS_ACTIONS = {
  'category.created': { description: 'A category was made', ...NAMING },
  'category.changed': { description: 'A category was changed', ...NAMING },
  'category.removed': { description: 'A category was removed', ...NAMING },
  'phase.created': { description: 'A phase was made', ...NAMING },
  'phase.changed': { description: 'A phase was changed', ...NAMING },
  'phase.removed': { description: 'A phase was removed', ...NAMING },
  'job.started': { description: 'A job was started by hand', facts: ['runId'] },
  'dead-letter.replayed': { description: 'A failed job was given another try', facts: ['queue'] },
  'dead-letter.discarded': { description: 'A failed job was removed', facts: ['queue'] },
  'audit.personal-removed': {
    description: 'Personal parts were removed from entries of this log',
    facts: ['entries', 'reason'],
  },
} as const satisfies ActionRules;
