import { Injectable } from '@nestjs/common';
import { StudyWeeks } from '../../enrollments/index.js';
import { People } from '../../users/index.js';
import { deliveryOf } from '../domain/notification-type.js';
import { suppressionOf } from '../domain/preference.js';
import { weekBefore, type Week } from '../domain/week.js';
import { Notify } from './notify.js';

/** How many enrollments are looked at before the next query. */
const BATCH = 200;

/** Figures of a run. */
export interface LetterCounts extends Record<string, number> {
  /** Letters to those who studied. */
  digests: number;
  /** Letters to those who didn't. */
  reminders: number;
  /** Learners who don't want theirs. */
  suppressed: number;
}

/**
 * Writes to everybody who learns how the week was (004-18): what was done, or, to those who agreed to
 * promotion, where they stopped. Letters that nobody wants are counted and not recorded one by one: there are many every
 * week.
 */
@Injectable()
export class WeeklyLetters {
  constructor(
    private readonly weeks: StudyWeeks,
    private readonly people: People,
    private readonly notify: Notify,
  ) {}

  /**
   * Begins with the first learner each time; who has a letter about that week already doesn't get another.
   *
   * @param at the letters are about the last week that is over then
   * @param signal ends the run between two learners
   */
  async execute(at: Date, signal: AbortSignal): Promise<LetterCounts> {
    const counts: LetterCounts = { digests: 0, reminders: 0, suppressed: 0 };
    const week = weekBefore(at);
    let after: string | undefined;
    for (;;) {
      const learners = await this.weeks.learners(week.from, after, BATCH);
      if (learners.length === 0) return counts;
      for (const userId of learners) {
        signal.throwIfAborted();
        counts[await this.write(userId, week)]!++;
      }
      after = learners.at(-1);
    }
  }

  private async write(userId: string, { name, from, to }: Week): Promise<keyof LetterCounts & string> {
    const { studied } = await this.weeks.find(userId, from, to);
    const type = studied ? 'weekly-digest' : 'weekly-reminder';
    const contact = await this.people.findContact(userId);
    if (!contact || suppressionOf(contact, deliveryOf(type).category, 'email')) return 'suppressed';
    await this.notify.execute({ type, to: [userId], key: name, occasion: { week: name } });
    return studied ? 'digests' : 'reminders';
  }
}
