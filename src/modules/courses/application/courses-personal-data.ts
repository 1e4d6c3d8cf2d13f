import { Injectable } from '@nestjs/common';
import {
  PersonalData,
  rowsOf,
  valuesOf,
  type PersonalFile,
  type Subject,
} from '../../../infra/personal-data/index.js';
import { CoursesPersonalDataRepository } from '../persistence/courses-personal-data.repository.js';
import { KeepFavorites } from './catalogue/keep-favorites.js';

/**
 * Reviews and courses stay, and are signed by nobody once the account is gone: others rely on them. Administrators answer
 * for the courses then.
 */
@Injectable()
export class CoursesPersonalData extends PersonalData {
  override readonly part = 'courses';

  constructor(
    private readonly records: CoursesPersonalDataRepository,
    private readonly favorites: KeepFavorites,
  ) {
    super();
  }

  override filesOf(userId: string): PersonalFile[] {
    return [
      {
        name: 'reviews',
        about: 'What you wrote about courses',
        rows: () => rowsOf(this.records.reviewsOf(userId), (review) => valuesOf(review, 'user', 'hiddenBy')),
      },
      {
        name: 'review-votes',
        about: 'Reviews that you found helpful',
        rows: () => rowsOf(this.records.votesOf(userId), (vote) => valuesOf(vote, 'user')),
      },
      {
        name: 'favorites',
        about: 'Courses that you marked',
        rows: () => rowsOf(this.records.favoritesOf(userId), (favorite) => valuesOf(favorite, 'user')),
      },
      {
        name: 'taught-courses',
        about: 'Courses that you made',
        rows: () =>
          rowsOf(this.records.coursesOf(userId), (course) => valuesOf(course, 'instructor', 'graphVersion')),
      },
    ];
  }

  override async erase({ userId }: Subject): Promise<void> {
    for await (const { course } of this.records.favoritesOf(userId))
      await this.favorites.forget(userId, course.toString());
    await this.records.removeVotes(userId);
    await this.records.clearReasons(userId);
  }
}
