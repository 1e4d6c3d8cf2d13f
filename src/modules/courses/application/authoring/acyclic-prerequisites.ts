import { DomainError } from '../../../../common/errors/index.js';
import { AuthoringErrors } from '../../domain/authoring.errors.js';
import { everythingBefore, type PrerequisitesOf } from '../../domain/prerequisites.js';

/** What things that build on each other offer: courses and phases. */
interface PrerequisiteStore {
  readonly findPrerequisites: PrerequisitesOf;
  holdPrerequisites(ids: readonly string[]): Promise<void>;
}

/**
 * Lets something have these prerequisites unless it would then come before itself (T16). Everything on the way is held:
 * of two changes at the same moment that close a circle together, one runs again and sees the other. Inside a transaction.
 *
 * @throws DomainError `prerequisite-cycle`
 */
export async function assertAcyclic(
  id: string,
  prerequisites: readonly string[],
  store: PrerequisiteStore,
): Promise<void> {
  if (prerequisites.length === 0) return;
  const before = await everythingBefore(prerequisites, (ids) => store.findPrerequisites(ids));
  if (before.has(id)) throw new DomainError(AuthoringErrors.prerequisiteCycle);
  await store.holdPrerequisites([...before]);
}
