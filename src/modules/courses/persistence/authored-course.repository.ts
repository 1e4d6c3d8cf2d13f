import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Types, trusted, type Model, type QueryFilter } from 'mongoose';
import { mapPage, type Page } from '../../../common/pagination/index.js';
import { ArchiveRepository, type Batch, type Picked } from '../../../infra/mongo/index.js';
import type { CourseInfo } from '../domain/course-info.js';
import type { CourseChanges } from '../domain/course-values.js';
import type { Course, CourseRejection, CourseStatus } from '../domain/course.js';
import type { MaterialValues } from '../domain/material.js';
import { toChange, toCourse, toStored } from './course.mapping.js';
import { COURSE_MODEL, type CourseDocument } from './course.schema.js';
import { toStoredMaterials } from './material.schema.js';

const INFO = [
  'title',
  'slug',
  'description',
  'thumbnail',
  'status',
  'price',
  'instructor',
  'prerequisites',
  'capacity',
  'accessDays',
  'settings',
  'totalDurationSeconds',
] as const satisfies (keyof CourseDocument)[];

/** What a change of state sets besides. */
export interface StatusChange {
  readonly submittedAt?: Date;
  readonly submittedVersion?: number;
  readonly publishedAt?: Date;
  readonly archivedAt?: Date | null;
  readonly rejection?: CourseRejection | null;
}

interface PageOf {
  readonly limit: number;
  readonly cursor?: string;
}

/** Courses in any state, as those who make, review and administer them see them. */
@Injectable()
export class AuthoredCourseRepository extends ArchiveRepository<CourseDocument> {
  constructor(@InjectModel(COURSE_MODEL) model: Model<CourseDocument>) {
    super(model);
  }

  async findById(id: string): Promise<Course | undefined> {
    const found = await this.findOneById(id);
    return found ? toCourse(found) : undefined;
  }

  /** @returns the course and what deleted it, if it is deleted */
  async findDeleted(id: string): Promise<{ course: Course; batchId: string | undefined } | undefined> {
    const found = await this.findOneById(id, { withDeleted: true });
    return found
      ? {
          course: toCourse(found),
          batchId: found.isDeleted ? (found.deleteBatchId ?? undefined) : undefined,
        }
      : undefined;
  }

  /** @param options.withDeleted shows deleted ones too, as they were */
  async findInfo(ids: readonly string[], { withDeleted = false } = {}): Promise<CourseInfo[]> {
    const found = await this.find({ _id: among(ids) }, { fields: INFO, withDeleted });
    return found.map(toInfo);
  }

  /** An instructor's own, newest first. */
  async findOfInstructor(
    instructorId: string,
    { status, deleted, limit, cursor }: PageOf & { status?: CourseStatus; deleted: boolean },
  ): Promise<Page<Course>> {
    const filter: QueryFilter<CourseDocument> = {
      instructor: new Types.ObjectId(instructorId),
      isDeleted: deleted,
      ...(status && { status }),
    };
    const page = await this.page(filter, { sort: { createdAt: -1 }, limit, cursor, withDeleted: true });
    return mapPage(page, toCourse);
  }

  /** What waits for a review, the longest first. */
  async findSubmitted({ limit, cursor }: PageOf): Promise<Page<Course>> {
    const filter: QueryFilter<CourseDocument> = { status: 'under-review' };
    const page = await this.page(filter, {
      sort: { submittedAt: 1 },
      limit,
      cursor,
      present: ['submittedAt'],
    });
    return mapPage(page, toCourse);
  }

  /** @throws MongoServerError of a duplicate key when the address is taken */
  async create(course: CourseChanges & { slug: string; instructorId: string }): Promise<Course> {
    const { instructorId, ...values } = course;
    return toCourse(await this.insert({ ...toStored(values), instructor: new Types.ObjectId(instructorId) }));
  }

  /** Leaves a course that has this address as it is. @returns the id of the one that it made, if there was none */
  async createUnlessTaken(
    course: CourseChanges & {
      slug: string;
      instructorId: string;
      status: CourseStatus;
      submittedAt: Date | null;
      submittedVersion: number | null;
      publishedAt: Date | null;
    },
  ): Promise<string | undefined> {
    const { instructorId, status, submittedAt, submittedVersion, publishedAt, ...values } = course;
    const instructor = new Types.ObjectId(instructorId);
    const { upsertedId } = await this.model.updateOne(
      { slug: course.slug },
      {
        $setOnInsert: { ...toStored(values), instructor, status, submittedAt, submittedVersion, publishedAt },
      },
      { upsert: true },
    );
    return upsertedId?.toString();
  }

  hasAny(): Promise<boolean> {
    return this.exists({});
  }

  /**
   * @returns undefined when there is no such course, or more seats are taken than the new capacity has
   * @throws MongoServerError of a duplicate key when the address is taken
   */
  async changeValues(id: string, changes: CourseChanges): Promise<Course | undefined> {
    const { capacity } = changes;
    const filter: QueryFilter<CourseDocument> = {
      _id: new Types.ObjectId(id),
      ...(typeof capacity === 'number' && { seatsTaken: trusted({ $lte: capacity }) }),
    };
    const changed = await this.change(filter, { $set: toChange(changes), $inc: { version: 1 } });
    return changed ? toCourse(changed) : undefined;
  }

  async setMaterials(id: string, materials: readonly MaterialValues[]): Promise<Course | undefined> {
    const changed = await this.change(
      { _id: new Types.ObjectId(id) },
      { $set: { materials: toStoredMaterials(materials) }, $inc: { version: 1 } },
    );
    return changed ? toCourse(changed) : undefined;
  }

  /** @returns undefined when the course isn't in the state `from` any more, or has changed since it was read */
  async move(
    { id, version }: Pick<Course, 'id' | 'version'>,
    { from, to }: { from: CourseStatus; to: CourseStatus },
    { rejection, ...set }: StatusChange,
  ): Promise<Course | undefined> {
    const stored = rejection && { ...rejection, by: new Types.ObjectId(rejection.by) };
    const changed = await this.change(
      { _id: new Types.ObjectId(id), status: from, version },
      { $set: { ...set, status: to, ...(rejection !== undefined && { rejection: stored }) } },
    );
    return changed ? toCourse(changed) : undefined;
  }

  /**
   * Counts a change of the curriculum. Transactions that change one curriculum collide here, so that they happen one after
   * the other.
   *
   * @param expected the version that the change was made for
   * @returns state and author of the course; undefined when the version isn't the expected one, or there is no such course
   */
  async countCurriculumChange(
    id: string,
    expected?: number,
  ): Promise<Pick<Course, 'status' | 'instructorId'> | undefined> {
    const changed = await this.change(
      { _id: new Types.ObjectId(id), ...(expected !== undefined && { curriculumVersion: expected }) },
      { $inc: { curriculumVersion: 1, version: 1 } },
      { fields: ['status', 'instructor'] },
    );
    return changed ? { status: changed.status, instructorId: changed.instructor.toString() } : undefined;
  }

  /** @returns whether it was there */
  async delete(id: string, batch: Batch): Promise<boolean> {
    return (await this.softDelete({ _id: new Types.ObjectId(id) }, batch)) === 1;
  }

  /** @returns the direct prerequisites of each, deleted courses too: they may come back */
  async findPrerequisites(ids: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
    const found = await this.find({ _id: among(ids) }, { fields: ['prerequisites'], withDeleted: true });
    return new Map(found.map(({ _id, prerequisites }) => [_id.toString(), prerequisites.map(String)]));
  }

  /** Makes other transactions that look at the prerequisites of these collide with this one. */
  async holdPrerequisites(ids: readonly string[]): Promise<void> {
    await this.model.updateMany({ _id: among(ids) }, { $inc: { graphVersion: 1 } }, { timestamps: false });
  }
}

const among = (ids: readonly string[]) => trusted({ $in: ids.map((id) => new Types.ObjectId(id)) });

function toInfo(document: Picked<CourseDocument, (typeof INFO)[number]>): CourseInfo {
  const { _id, instructor, prerequisites, ...rest } = document;
  return {
    ...rest,
    id: _id.toString(),
    isOpen: rest.status === 'published',
    instructorId: instructor.toString(),
    prerequisites: prerequisites.map(String),
  };
}
