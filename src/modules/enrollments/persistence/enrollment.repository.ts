import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Types, type Model } from 'mongoose';
import { SoftDeleteRepository, trusted, type Batch } from '../../../infra/mongo/index.js';
import { mapPage, type Page } from '../../../common/pagination/index.js';
import type { StudyDays } from '../domain/engagement.js';
import type { Enrollment, EnrollmentPayment, EnrollmentStatus, GrantedLevel } from '../domain/enrollment.js';
import { needsUnpaid, type Trigger } from '../domain/enrollment-states.js';
import { paymentPaths, progressPaths, toEnrollment } from './enrollment.mapper.js';
import type { CourseProgress } from '../domain/course-progress.js';
import { newDocument, type Dates, type NewEnrollment } from './new-enrollment.js';
import { overtaken } from './overtaken.js';
import { ENROLLMENT_MODEL, MAX_HISTORY, type EnrollmentDocument } from './enrollment.schema.js';

/** A change of state, as it is written down. */
export interface Transition {
  readonly from: EnrollmentStatus;
  readonly to: EnrollmentStatus;
  readonly trigger: Trigger;
  readonly at: Date;
  readonly by: string | null;
  readonly reason: string | null;
}

export interface StudyRecord {
  readonly at: Date;
  readonly addedSeconds: number;
  readonly creditedUntil: Date;
  readonly days: StudyDays;
  /** Undefined when it stays as it is. */
  readonly course: CourseProgress | undefined;
}

const id = (value: string) => new Types.ObjectId(value);

@Injectable()
export class EnrollmentRepository extends SoftDeleteRepository<EnrollmentDocument> {
  constructor(@InjectModel(ENROLLMENT_MODEL) model: Model<EnrollmentDocument>) {
    super(model);
  }

  async findById(enrollmentId: string): Promise<Enrollment | undefined> {
    const found = await this.findOneById(enrollmentId);
    return found ? toEnrollment(found) : undefined;
  }

  /** Also one that went with its course. */
  async findEvenDeleted(enrollmentId: string): Promise<Enrollment | undefined> {
    const found = await this.findOneById(enrollmentId, { withDeleted: true });
    return found ? toEnrollment(found) : undefined;
  }

  /** By id; also those that went with their course. */
  async findManyEvenDeleted(ids: readonly string[]): Promise<ReadonlyMap<string, Enrollment>> {
    const found = await this.find({ _id: trusted({ $in: ids.map(id) }) }, { withDeleted: true });
    return new Map(found.map((document) => [document._id.toString(), toEnrollment(document)]));
  }

  async findOfPair(userId: string, courseId: string): Promise<Enrollment | undefined> {
    const found = await this.findOne({ user: id(userId), course: id(courseId) });
    return found ? toEnrollment(found) : undefined;
  }

  /** Which of the courses somebody has completed. */
  async completedCourses(userId: string, courseIds: readonly string[]): Promise<Set<string>> {
    const found = await this.find(
      { user: id(userId), course: trusted({ $in: courseIds.map(id) }), status: 'completed' },
      { fields: ['course'] },
    );
    return new Set(found.map(({ course }) => course.toString()));
  }

  /** Makes the enrollment of a pair that has none. Had it one meanwhile, the transaction begins again. */
  async create(enrollment: NewEnrollment): Promise<Enrollment> {
    try {
      return toEnrollment(await this.insertWhole(newDocument(enrollment)));
    } catch (error) {
      throw overtaken(error);
    }
  }

  /** @returns whether the enrollment was still in the state that it leaves, and unpaid where it must be */
  transition(enrollmentId: string, transition: Transition, dates: Dates = {}): Promise<boolean> {
    const { from, to, by, trigger } = transition;
    return this.updateOne(
      {
        _id: id(enrollmentId),
        status: from,
        ...(needsUnpaid(trigger) && { 'payment.status': trusted({ $ne: 'completed' }) }),
      },
      {
        $set: {
          status: to,
          ...dates,
          ...(dates.activatedAt && { 'progress.creditedUntil': dates.activatedAt }),
          // Who enrolls anew hasn't paid for that: an earlier payment neither opens nor ends it.
          ...(dates.enrolledAt && { currentPayment: null, payment: null }),
        },
        $push: {
          history: { $each: [{ ...transition, by: by === null ? null : id(by) }], $slice: -MAX_HISTORY },
        },
      },
    );
  }

  /** Who has waited longest for a seat. */
  async findFirstWaiting(courseId: string): Promise<Enrollment | undefined> {
    const [first] = await this.find(
      { course: id(courseId), status: 'waitlisted' },
      { sort: { enrolledAt: 1, _id: 1 }, limit: 1 },
    );
    return first && toEnrollment(first);
  }

  setAccessLevel(enrollmentId: string, accessLevel: GrantedLevel): Promise<boolean> {
    return this.updateOne({ _id: id(enrollmentId) }, { $set: { accessLevel } });
  }

  /** Whether somebody has paid for a place that is still theirs, is about to, or waits for what they paid to be accepted. */
  isPaidFor(courseId: string, now: Date): Promise<boolean> {
    return this.exists({
      course: id(courseId),
      'payment.status': trusted({ $in: ['pending', 'completed'] }),
      status: trusted({ $in: ['pending', 'active', 'paused', 'completed'] }),
      $or: [
        { 'payment.status': 'pending' },
        { expiresAt: null },
        { expiresAt: trusted({ $gt: now }) },
        // Held: paid since access was given last, if it ever was.
        { $expr: trusted({ $lt: ['$activatedAt', '$payment.paidAt'] }) },
      ],
    });
  }

  /** Makes a payment the one that the enrollment shows (X13). */
  setCurrentPayment(enrollmentId: string, payment: EnrollmentPayment): Promise<boolean> {
    return this.updateOne({ _id: id(enrollmentId) }, { $set: paymentPaths(payment) });
  }

  /** Shows what became of the current payment; of another, nothing. */
  projectPayment(enrollmentId: string, payment: EnrollmentPayment): Promise<boolean> {
    return this.updateOne(
      { _id: id(enrollmentId), currentPayment: id(payment.paymentId) },
      { $set: paymentPaths(payment) },
    );
  }

  /** Writes down that a learner has studied, and what that adds up to. */
  recordStudy(
    { id: enrollmentId, startedAt }: Enrollment,
    lessonId: string,
    study: StudyRecord,
  ): Promise<boolean> {
    const { at, addedSeconds, creditedUntil, days, course } = study;
    return this.updateOne(
      { _id: id(enrollmentId) },
      {
        $set: {
          ...(startedAt === null && { startedAt: at }),
          'progress.lastAccessedAt': at,
          'progress.currentLesson': id(lessonId),
          'progress.creditedUntil': creditedUntil,
          'engagement.activeDays': days.activeDays,
          'engagement.consecutiveDays': days.consecutiveDays,
          ...(course && progressPaths(course)),
        },
        $inc: { 'progress.totalTimeSeconds': addedSeconds },
      },
    );
  }

  /** Corrects the derived progress, unless it has changed since it was read. */
  recount({ id: enrollmentId, progress }: Enrollment, course: CourseProgress): Promise<boolean> {
    const { completedLessons, totalLessons } = progress;
    return this.updateOne(
      {
        _id: id(enrollmentId),
        'progress.completedLessons': completedLessons,
        'progress.totalLessons': totalLessons,
      },
      { $set: progressPaths(course) },
    );
  }

  /**
   * Also of one that went with its course: the certificate stays.
   *
   * @returns whether the enrollment is completed at this moment: a refund may have been faster
   */
  setCertificate(enrollmentId: string, certificate: { code: string; issuedAt: Date }): Promise<boolean> {
    return this.updateOne(
      { _id: id(enrollmentId), status: 'completed' },
      { $set: { certificate } },
      { withDeleted: true },
    );
  }

  /** Those whose time is up although they say otherwise, in the order of their end. */
  async findOverdue(now: Date, limit: number): Promise<Enrollment[]> {
    const found = await this.find(
      { status: trusted({ $in: ['active', 'paused'] }), expiresAt: trusted({ $ne: null, $lte: now }) },
      { limit },
    );
    return found.map(toEnrollment);
  }

  /** Those that hold a seat for a payment that nobody is making: neither begun since, nor tried without success. */
  async findUnpaid(since: Date, limit: number): Promise<Enrollment[]> {
    const found = await this.find(
      {
        status: 'pending',
        updatedAt: trusted({ $lt: since }),
        'payment.status': trusted({ $in: [null, 'failed'] }),
      },
      { limit },
    );
    return found.map(toEnrollment);
  }

  /** Courses that somebody waits for. */
  async coursesWaitedFor(): Promise<string[]> {
    const found = await this.model.distinct('course', { status: 'waitlisted', isDeleted: false });
    return found.map(String);
  }

  async pageOfLearner(
    userId: string,
    query: { status?: EnrollmentStatus; limit: number; cursor?: string },
  ): Promise<Page<Enrollment>> {
    const { status, limit, cursor } = query;
    const page = await this.page(
      { user: id(userId), ...(status && { status }) },
      { sort: { enrolledAt: -1 }, limit, cursor },
    );
    return mapPage(page, toEnrollment);
  }

  async pageOfCourse(
    courseId: string,
    query: { status?: EnrollmentStatus; limit: number; cursor?: string },
  ): Promise<Page<Enrollment>> {
    const { status, limit, cursor } = query;
    const page = await this.page(
      { course: id(courseId), ...(status && { status }) },
      { sort: { enrolledAt: -1 }, limit, cursor },
    );
    return mapPage(page, toEnrollment);
  }

  deleteOfCourse(courseId: string, batch: Batch): Promise<number> {
    return this.softDelete({ course: id(courseId) }, batch);
  }
}
