import { Injectable } from '@nestjs/common';
import type { Role } from '../../../common/access/index.js';
import type { ReceivedEvent } from '../../../infra/outbox/index.js';
import { People } from '../../users/index.js';
import type { AnnouncementRule } from './announcement-rules.js';
import { Notify } from './notify.js';

/** Tells people of an event, by its rule. */
@Injectable()
export class Announce {
  constructor(
    private readonly people: People,
    private readonly notify: Notify,
  ) {}

  async execute({ type, told }: AnnouncementRule, { id, payload }: ReceivedEvent): Promise<void> {
    const members = payload as Readonly<Record<string, string>>;
    if (Object.entries(told.when ?? {}).some(([name, value]) => members[name] !== value)) return;
    const about = (told.about ?? []).map((name) => [name, members[name] ?? ''] as const);
    const once = [told.once ?? []].flat().flatMap((name) => members[name] ?? []);
    await this.notify.execute({
      type,
      to: 'office' in told ? await this.inOffice(told.office) : [members[told.person] ?? ''],
      key: once.join('.') || id,
      occasion: Object.fromEntries(about),
    });
  }

  private async inOffice(roles: readonly Role[]): Promise<string[]> {
    return (await Promise.all(roles.map((role) => this.people.idsByRole(role)))).flat();
  }
}
