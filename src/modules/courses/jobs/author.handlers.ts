import { Injectable } from '@nestjs/common';
import { OnEvent, type ReceivedEvent } from '../../../infra/outbox/index.js';
import { UserArchived, UserDeleted, UserRestored, UserUnarchived } from '../../users/index.js';
import { FollowAuthor } from '../application/reviews/follow-author.js';

/** Hides and shows what somebody has written as their account goes aside and comes back. */
@Injectable()
export class AuthorHandlers {
  constructor(private readonly followAuthor: FollowAuthor) {}

  @OnEvent(UserArchived, { name: 'courses.hide-reviews-of-archived' })
  archived({ payload, occurredAt }: ReceivedEvent<UserArchived>): Promise<void> {
    return this.followAuthor.aside(payload.userId, { id: payload.batchId, at: occurredAt });
  }

  @OnEvent(UserDeleted, { name: 'courses.hide-reviews-of-deleted' })
  deleted({ payload, occurredAt }: ReceivedEvent<UserDeleted>): Promise<void> {
    return this.followAuthor.aside(payload.userId, { id: payload.batchId, at: occurredAt });
  }

  @OnEvent(UserUnarchived, { name: 'courses.show-reviews-of-unarchived' })
  unarchived({ payload }: ReceivedEvent<UserUnarchived>): Promise<void> {
    return this.followAuthor.back(payload.batchId);
  }

  @OnEvent(UserRestored, { name: 'courses.show-reviews-of-restored' })
  restored({ payload }: ReceivedEvent<UserRestored>): Promise<void> {
    return this.followAuthor.back(payload.batchId);
  }
}
