import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../../common/errors/index.js';
import { Transactions } from '../../../../infra/mongo/index.js';
import { AuditTrail } from '../../../audit/index.js';
import { AuthoringErrors } from '../../domain/authoring.errors.js';
import type { NewPhase, Phase, PhaseTotals } from '../../domain/phase.js';
import { ShelfErrors } from '../../domain/shelf.errors.js';
import { addressOf } from '../../domain/slug.js';
import { CourseShelvesRepository } from '../../persistence/course-shelves.repository.js';
import { PhaseRepository } from '../../persistence/phase.repository.js';
import { assertAcyclic } from '../authoring/acyclic-prerequisites.js';
import { orTaken } from '../authoring/free-address.js';
import { CatalogueChanges } from '../catalogue-changes.js';

type PhaseValues = Omit<NewPhase, 'slug'>;

const NOTHING: PhaseTotals = { totalCourses: 0, totalLessons: 0, totalDurationSeconds: 0 };

/** The phases that courses belong to (003-09). */
@Injectable()
export class ManagePhases {
  constructor(
    private readonly phases: PhaseRepository,
    private readonly courses: CourseShelvesRepository,
    private readonly transactions: Transactions,
    private readonly changed: CatalogueChanges,
    private readonly audit: AuditTrail,
  ) {}

  /** Those that learners see, in their order, with what their courses add up to. */
  async list(): Promise<(Phase & PhaseTotals)[]> {
    const [phases, totals] = await Promise.all([this.phases.findActive(), this.courses.totalsOfPhases()]);
    return phases.map((phase) => ({ ...phase, ...(totals.get(phase.id) ?? NOTHING) }));
  }

  /** @throws DomainError `phase-not-found` */
  async get(id: string): Promise<Phase & PhaseTotals> {
    const phase = await this.phases.findById(id);
    if (!phase) throw new DomainError(ShelfErrors.phaseNotFound);
    return { ...phase, ...((await this.courses.totalsOfPhases()).get(id) ?? NOTHING) };
  }

  /** @throws DomainError `phase-taken`, `unknown-prerequisite` */
  async create(values: PhaseValues): Promise<Phase & PhaseTotals> {
    await this.checkPrerequisites(values.prerequisites ?? []);
    const phase = { ...values, slug: addressOf(values.title, 'phase') };
    const work = this.transactions.run(async () => {
      const created = await this.phases.create(phase);
      await this.record('phase.created', created.id, undefined, phase);
      await this.changed.ofPhases();
      return { ...created, ...NOTHING };
    });
    return orTaken(work, ShelfErrors.phaseTaken);
  }

  /**
   * The address stays: it stands in links.
   *
   * @throws DomainError `phase-not-found`, `unknown-prerequisite`, `prerequisite-cycle`
   */
  change(id: string, changes: Partial<PhaseValues>): Promise<Phase & PhaseTotals> {
    return this.transactions.run(async () => {
      const prerequisites = changes.prerequisites ?? [];
      await this.checkPrerequisites(prerequisites);
      await assertAcyclic(id, prerequisites, this.phases);
      const before = await this.phases.findById(id);
      const now = await this.phases.changeValues(id, changes);
      if (!now) throw new DomainError(ShelfErrors.phaseNotFound);
      await this.record('phase.changed', id, before, now);
      await this.changed.ofPhases();
      return this.get(id);
    });
  }

  /** @throws DomainError `phase-not-found`, `phase-in-use` */
  remove(id: string): Promise<void> {
    return this.transactions.run(async () => {
      const before = await this.phases.findById(id);
      if (!(await this.phases.remove(id))) throw new DomainError(ShelfErrors.phaseNotFound);
      if ((await this.phases.isPrerequisite(id)) || (await this.courses.isPhaseUsed(id)))
        throw new DomainError(ShelfErrors.phaseInUse);
      await this.record('phase.removed', id, before);
      await this.changed.ofPhases();
    });
  }

  private record(
    action: `phase.${'created' | 'changed' | 'removed'}`,
    id: string,
    before: object | undefined,
    after?: object,
  ): Promise<void> {
    return this.audit.record({ action, target: { type: 'phase', id }, before, after });
  }

  private async checkPrerequisites(ids: readonly string[]): Promise<void> {
    const known = new Set(ids.length > 0 ? await this.phases.idsAmong(ids) : []);
    if (ids.some((id) => !known.has(id))) throw new DomainError(AuthoringErrors.unknownPrerequisite);
  }
}
