import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { Allow, CurrentUser, Permission, type Principal } from '../../../common/access/index.js';
import { CommonErrors } from '../../../common/errors/index.js';
import { Throws } from '../../../common/openapi/index.js';
import { mapPage } from '../../../common/pagination/index.js';
import { IdPipe } from '../../../common/validation/index.js';
import { Cached } from '../../../infra/cache/index.js';
import { inboxTag } from '../application/inbox-tag.js';
import { Inbox } from '../application/inbox.js';
import { InboxQuery, NotificationDto, NotificationPageDto, UnreadCountDto } from './notification.dto.js';

@ApiTags('notifications')
@Allow(Permission.OwnAccount)
@Controller('notifications')
export class NotificationsController {
  constructor(private readonly inbox: Inbox) {}

  /** Your inbox, the newest first. */
  @Get()
  async list(@CurrentUser() { userId }: Principal, @Query() query: InboxQuery): Promise<NotificationPageDto> {
    return mapPage(await this.inbox.list(userId, query), NotificationDto.of);
  }

  /** How much of your inbox is unread. */
  @Get('unread-count')
  @Cached({ ttl: 60, scope: 'user', tags: ({ principal }) => [inboxTag(principal?.userId ?? '')] })
  async unreadCount(@CurrentUser() { userId }: Principal): Promise<UnreadCountDto> {
    return { unreadCount: await this.inbox.countUnread(userId) };
  }

  /** Mark one as read. */
  @Post(':id/read')
  @HttpCode(204)
  @ApiParam({ name: 'id', example: '665f1c2ab7e4c0a1d2e3f407' })
  @Throws(CommonErrors.notFound)
  markRead(@CurrentUser() { userId }: Principal, @Param('id', IdPipe) id: string): Promise<void> {
    return this.inbox.markRead(userId, id);
  }

  /** Mark everything as read. */
  @Post('read-all')
  @HttpCode(204)
  markAllRead(@CurrentUser() { userId }: Principal): Promise<void> {
    return this.inbox.markAllRead(userId);
  }
}
