import { Injectable } from '@nestjs/common';
import { actorNow, requestContext } from '../../../common/http/request-context.js';
import { AuditConfig } from '../../../config/index.js';
import { Clock, Ids } from '../../../infra/clock/index.js';
import { Transactions } from '../../../infra/mongo/index.js';
import { doerOf, showsOrigin } from '../domain/activity.js';
import { ruleOf, type AuditAction } from '../domain/audit-action.js';
import type {
  AuditActor,
  AuditContent,
  AuditTarget,
  Outcome,
  PersonalPart,
  RecordedEntry,
} from '../domain/audit-entry.js';
import { changesOf, divide } from '../domain/changes.js';
import { ActivityRepository } from '../persistence/activity.repository.js';
import { AuditLogRepository } from '../persistence/audit-log.repository.js';
import { AuditKeys } from './audit-keys.js';
import { contentOf, digestOf } from './entry-codec.js';

/** What somebody did, as whoever carries it out tells it. */
export interface AuditRecord {
  readonly action: AuditAction;
  readonly target: AuditTarget;
  /** The state before and after; only what differs is kept, and nothing secret. */
  readonly before?: object;
  readonly after?: object;
  readonly outcome?: Outcome;
  /** Whom it concerns. Default: the target if that is a user, else who did it. */
  readonly subject?: string;
  /**
   * Who did it, where the guard could not know: signing in and what mailed links do; null for somebody whom nobody knows.
   * Default: who is asking, or caused the job.
   */
  readonly by?: string | null;
  /** Names the occasion, where it can arrive twice. It is recorded once. */
  readonly key?: string;
}

const DAY_MS = 86_400_000;

/**
 * Keeps what happened: in the audit log, for administrators, and among the activity of the person concerned
 * ({@link ruleOf} says which). Who and from where come from the request, or from the event that a job handles.
 */
@Injectable()
export class AuditTrail {
  constructor(
    private readonly log: AuditLogRepository,
    private readonly activity: ActivityRepository,
    private readonly keys: AuditKeys,
    private readonly transactions: Transactions,
    private readonly config: AuditConfig,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** Joins the caller's transaction, so that there is either both, the change and its record, or neither. */
  record(record: AuditRecord): Promise<void> {
    return this.transactions.run(async () => {
      const { content, personal } = this.compose(record);
      const { audited, activity } = ruleOf(record.action);
      if (audited !== false) await this.log.add(this.authentic(content, personal), record.key);
      if (activity !== undefined && content.subject !== null)
        await this.show(content, personal, content.subject, record.key);
    });
  }

  private compose({ action, target, outcome = 'success', ...told }: AuditRecord): {
    content: AuditContent;
    personal: PersonalPart;
  } {
    const context = requestContext.getStore();
    const actor = actorOf(told.by);
    const changes = changesOf(told.before, told.after);
    const { facts = [] } = ruleOf(action);
    const [before, after] = [divide(changes.before, facts), divide(changes.after, facts)];
    const personal: PersonalPart = {
      salt: this.ids.token(16),
      ipAddress: context?.origin?.ipAddress ?? null,
      userAgent: context?.origin?.userAgent ?? null,
      before: before.personal,
      after: after.personal,
    };
    const content: AuditContent = {
      id: this.log.nextId(),
      at: this.clock.now(),
      action,
      outcome,
      actor,
      target,
      subject: told.subject ?? (target.type === 'user' ? target.id : actor.id),
      requestId: context?.requestId ?? null,
      before: before.facts,
      after: after.facts,
      personalDigest: digestOf(personal),
    };
    return { content, personal };
  }

  private authentic(content: AuditContent, personal: PersonalPart): RecordedEntry {
    return { ...content, ...this.keys.sign('entry', contentOf(content)), personal, redaction: null };
  }

  private show(
    { action, outcome, at, actor, target, after }: AuditContent,
    { ipAddress, userAgent }: PersonalPart,
    userId: string,
    key?: string,
  ): Promise<void> {
    const by = doerOf(actor, userId);
    const origin = showsOrigin(by) ? { ipAddress, userAgent } : { ipAddress: null, userAgent: null };
    const expiresAt = new Date(at.getTime() + this.config.ACTIVITY_RETENTION_DAYS * DAY_MS);
    const details = after ?? {};
    return this.activity.add({ userId, action, outcome, at, by, target, details, ...origin, expiresAt }, key);
  }
}

/** Of whom the way in knows nothing but the id, the role is not known yet. */
function actorOf(by?: string | null): AuditActor {
  if (by === null) return { kind: 'anonymous', id: null, role: null };
  const known = actorNow();
  if (by !== undefined && by !== known?.userId) return { kind: 'user', id: by, role: null };
  if (known) return { kind: 'user', id: known.userId, role: known.role };
  const kind = requestContext.getStore()?.origin ? 'anonymous' : 'system';
  return { kind, id: null, role: null };
}
