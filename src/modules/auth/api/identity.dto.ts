import { ApiProperty } from '@nestjs/swagger';
import type { LinkedIdentity } from '../domain/identity.js';

export class IdentityDto {
  /** @example "github" */
  provider: string;

  /** What the account was called there when it was linked */
  @ApiProperty({ type: String, nullable: true, example: 'octocat' })
  name: string | null;

  /** @example "2026-01-15T09:30:00.000Z" */
  linkedAt: string;

  static of({ provider, name, linkedAt }: LinkedIdentity): IdentityDto {
    return { provider, name, linkedAt: linkedAt.toISOString() };
  }
}

export class IdentityListDto {
  data: IdentityDto[];
}
