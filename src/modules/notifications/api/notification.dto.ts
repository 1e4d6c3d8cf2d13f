import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsOptional } from 'class-validator';
import { PageInfoDto, PageQuery } from '../../../common/pagination/index.js';
import { NOTIFICATION_TYPES, type NotificationType } from '../domain/notification-type.js';
import type { Notification } from '../domain/notification.js';
import { CATEGORIES, type Category } from '../domain/preference.js';

export class InboxQuery extends PageQuery {
  /** `true`: only what is unread; `false`: only what was read */
  @IsOptional()
  @Transform(({ value }) => (value === 'true' ? true : value === 'false' ? false : (value as unknown)))
  @IsBoolean()
  unread?: boolean;
}

export class NotificationDto {
  /** @example "665f1c2ab7e4c0a1d2e3f407" */
  id: string;

  @ApiProperty({ enum: CATEGORIES, example: 'progress' })
  category: Category;

  /** What happened; new kinds may be added */
  @ApiProperty({ enum: Object.keys(NOTIFICATION_TYPES), example: 'enrolled' })
  type: NotificationType;

  /** @example "You are enrolled in JavaScript Fundamentals" */
  title: string;

  /** @example "You can begin now, whenever you like." */
  body: string;

  /** What it is about: identifiers by name, and `link` where there is something to open */
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string' },
    example: { courseId: '665f1c2ab7e4c0a1d2e3f401' },
  })
  data: Readonly<Record<string, string>>;

  /** When it was read; null while it is unread */
  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: null })
  readAt: string | null;

  /** @example "2026-01-15T09:30:00.000Z" */
  createdAt: string;

  static of({ id, category, type, title, body, data, readAt, createdAt }: Notification): NotificationDto {
    return {
      id,
      category,
      type,
      title,
      body,
      data,
      readAt: readAt?.toISOString() ?? null,
      createdAt: createdAt.toISOString(),
    };
  }
}

export class NotificationPageDto {
  data: NotificationDto[];
  page: PageInfoDto;
}

export class UnreadCountDto {
  /** @example 3 */
  unreadCount: number;
}
