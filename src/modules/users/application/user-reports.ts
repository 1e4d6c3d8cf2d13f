import { Injectable } from '@nestjs/common';
import { ROLES, type Role } from '../../../common/access/index.js';
import { UserReportsRepository } from '../persistence/user-reports.repository.js';

export interface UserTotals {
  readonly total: number;
  readonly byRole: Readonly<Record<Role, number>>;
  /** Whose e-mail address is confirmed. */
  readonly verified: number;
}

/** Figures about accounts, for analytics. */
@Injectable()
export class UserReports {
  constructor(private readonly reports: UserReportsRepository) {}

  async totals(): Promise<UserTotals> {
    const rows = await this.reports.countByRole();
    const counts = new Map(rows.map(({ role, count }) => [role, count]));
    return {
      total: rows.reduce((sum, { count }) => sum + count, 0),
      byRole: Object.fromEntries(ROLES.map((role) => [role, counts.get(role) ?? 0])) as Record<Role, number>,
      verified: rows.reduce((sum, { verified }) => sum + verified, 0),
    };
  }

  /** @param to not included; days are UTC, `YYYY-MM-DD`, and those without a registration are left out */
  registrationsPerDay(from: Date, to: Date): Promise<{ day: string; count: number }[]> {
    return this.reports.countByDay(from, to);
  }
}
