import { ApiProperty } from '@nestjs/swagger';
import { PageInfoDto } from '../../../common/pagination/index.js';
import { DEVICE_TYPES, type OwnSession } from '../domain/session.js';

export class SessionDto {
  /** @example "665f1c2ab7e4c0a1d2e3f40b" */
  id: string;

  /** Whether it is the one that asks */
  isCurrent: boolean;

  /** As far as the device tells; null where it doesn't */
  @ApiProperty({ enum: DEVICE_TYPES, nullable: true, example: 'desktop' })
  deviceType: (typeof DEVICE_TYPES)[number] | null;

  @ApiProperty({ type: String, nullable: true, example: 'Firefox' })
  browser: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'Linux' })
  os: string | null;

  /** From where it began */
  @ApiProperty({ type: String, nullable: true, example: '203.0.113.7' })
  ipAddress: string | null;

  /** Where that address is, if it is known */
  @ApiProperty({ type: String, nullable: true, example: null })
  location: string | null;

  /** @example "2026-01-15T09:30:00.000Z" */
  createdAt: string;

  /** When it was last used, to the minute
   * @example "2026-01-15T10:12:00.000Z"
   */
  lastAccessedAt: string;

  /** When it ends unless it is used
   * @example "2026-01-15T10:50:00.000Z"
   */
  expiresAt: string;

  /** When it ends, however much it is used
   * @example "2026-02-14T09:30:00.000Z"
   */
  absoluteExpiresAt: string;

  static of({ id, device, ...session }: OwnSession, currentId: string): SessionDto {
    const { deviceType, browser, os, ipAddress, location } = device;
    return {
      id,
      isCurrent: id === currentId,
      deviceType,
      browser,
      os,
      ipAddress,
      location,
      createdAt: session.createdAt.toISOString(),
      lastAccessedAt: session.lastAccessedAt.toISOString(),
      expiresAt: session.expiresAt.toISOString(),
      absoluteExpiresAt: session.absoluteExpiresAt.toISOString(),
    };
  }
}

export class SessionPageDto {
  data: SessionDto[];
  page: PageInfoDto;
}
