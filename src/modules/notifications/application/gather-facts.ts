import { Injectable } from '@nestjs/common';
import { ChangeVault, EmailCodes, OneTimeLinks, type Suspicion } from '../../auth/index.js';
import { Courses } from '../../courses/index.js';
import { StudyWeeks, type StudyWeek } from '../../enrollments/index.js';
import { People } from '../../users/index.js';
import type { CourseFacts, Facts, FactsOf, Occasion, StudiedCourse } from '../domain/facts.js';
import type { NotificationType } from '../domain/notification-type.js';
import { weekNamed } from '../domain/week.js';
import { Urls } from './urls.js';

type Gatherers = {
  readonly [T in NotificationType]: (occasion: Occasion, userId: string) => Promise<Facts[T] | undefined>;
};

/** Looks up what a notification speaks of, at the moment when it is written. */
@Injectable()
export class GatherFacts {
  constructor(
    private readonly courses: Courses,
    private readonly people: People,
    private readonly links: OneTimeLinks,
    private readonly codes: EmailCodes,
    private readonly emailChanges: ChangeVault,
    private readonly weeks: StudyWeeks,
    private readonly urls: Urls,
  ) {}

  /** @returns undefined when the occasion has passed: the link is used, the course gone */
  execute<T extends NotificationType>(
    type: T,
    userId: string,
    occasion: Occasion,
  ): Promise<FactsOf<T> | undefined> {
    return this.gatherers[type](occasion, userId);
  }

  private readonly link = async ({ tokenId = '' }: Occasion) => {
    const link = await this.links.linkOf(tokenId);
    return link === undefined ? undefined : { link };
  };

  private readonly course = async ({ courseId = '' }: Occasion): Promise<CourseFacts | undefined> => {
    const course = await this.courses.find(courseId);
    return course && { course: course.title, courseUrl: this.urls.course(course.slug) };
  };

  /** Money is told of even when the course is gone. */
  private readonly payment = async (occasion: Occasion) => ({
    ...((await this.course(occasion)) ?? { course: '', courseUrl: this.urls.catalogue() }),
    paymentUrl: this.urls.payment(occasion['paymentId'] ?? ''),
  });

  /** Of a week in which there is nothing to go on with, nothing is told. */
  private readonly week = async ({ week = '' }: Occasion, userId: string) => {
    const { from, to } = weekNamed(week);
    const { courses, completedLessons } = await this.weeks.find(userId, from, to);
    const studied = await this.studied(courses);
    if (studied.length === 0) return undefined;
    return { courses: studied, completedLessons, learningUrl: this.urls.learning() };
  };

  private async studied(courses: StudyWeek['courses']): Promise<StudiedCourse[]> {
    const found = await this.courses.findMany(courses.map(({ courseId }) => courseId));
    return courses.flatMap(({ courseId, percentage }) => {
      const course = found.get(courseId);
      return course ? [{ title: course.title, percentage }] : [];
    });
  }

  private readonly reason = async ({ reason = '' }: Occasion) => ({ reason });

  private readonly provider = async ({ provider = '' }: Occasion) => ({ provider });

  private readonly nothing = async () => ({});

  private readonly gatherers: Gatherers = {
    'verify-email': this.link,
    'sign-in-code': async ({ codeId = '' }) => this.codes.find(codeId),
    'approve-email-change': async ({ tokenId = '' }) => {
      const [link, refuseLink] = await Promise.all([
        this.links.linkOf(tokenId),
        this.links.linkOf(tokenId, '/refuse'),
      ]);
      return link !== undefined && refuseLink !== undefined ? { link, refuseLink } : undefined;
    },
    'confirm-new-email': async (occasion) => {
      const [found, to] = await Promise.all([
        this.link(occasion),
        this.emailChanges.addressOf(occasion['changeId'] ?? '', 'new'),
      ]);
      return found && to !== undefined ? { ...found, to } : undefined;
    },
    'address-wanted': this.nothing,
    'email-changed': this.nothing,
    'email-changed-away': async ({ changeId = '' }) => {
      const to = await this.emailChanges.addressOf(changeId, 'old');
      return to === undefined ? undefined : { to };
    },
    'already-registered': async () => ({ signInUrl: this.urls.signIn() }),
    'reset-password': this.link,
    'password-changed': this.nothing,
    'suspicious-activity': async ({ kind }) => ({
      kind: kind as Suspicion,
      sessionsUrl: this.urls.sessions(),
    }),
    'two-factor-enabled': this.nothing,
    'two-factor-disabled': this.nothing,
    'two-factor-reset': this.nothing,
    'recovery-code-used': async ({ left = '' }) => ({ left }),
    'recovery-codes-renewed': this.nothing,
    'identity-linked': this.provider,
    'identity-unlinked': this.provider,
    'role-changed': async ({ role = '' }) => ({ role }),
    'account-suspended': this.reason,
    'account-deactivated': this.nothing,
    'account-archived': this.nothing,
    'account-unarchived': this.nothing,
    'account-restored': this.nothing,
    'account-activated': this.nothing,
    'account-approved': async () => ({ accountUrl: this.urls.account() }),
    'account-rejected': this.reason,
    'export-ready': async ({ exportId = '', expiresAt = '' }) => ({
      exportUrl: this.urls.dataExport(exportId),
      expiresAt,
    }),
    'erasure-scheduled': async ({ dueAt = '' }) => ({ dueAt, accountUrl: this.urls.account() }),
    'erasure-cancelled': this.nothing,
    welcome: async () => ({ catalogueUrl: this.urls.catalogue() }),
    enrolled: this.course,
    waitlisted: this.course,
    'seat-offered': this.course,
    'access-expired': this.course,
    completed: this.course,
    certificate: async (occasion) => {
      const course = await this.course(occasion);
      return course && { ...course, certificateUrl: this.urls.certificate(occasion['code'] ?? '') };
    },
    'certificate-revoked': this.course,
    'weekly-digest': this.week,
    'weekly-reminder': this.week,
    receipt: this.payment,
    'payment-failed': this.payment,
    refund: async (occasion) => {
      const { amount = '', currency = '' } = occasion;
      return { ...(await this.payment(occasion)), amount, currency };
    },
    'course-approved': this.course,
    'course-rejected': async (occasion) => {
      const course = await this.course(occasion);
      return course && { ...course, reason: occasion['reason'] ?? '' };
    },
    'course-to-review': async (occasion) => {
      const course = await this.course(occasion);
      const { instructorId = '' } = occasion;
      // Others read it, so it is the name for others.
      const names = await this.people.namesOf([instructorId]);
      return course && { ...course, instructor: names.get(instructorId)?.name ?? '' };
    },
    'payment-to-check': async (occasion) => ({
      ...(await this.payment(occasion)),
      flag: occasion['flag'] ?? '',
    }),
  };
}
