import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Types, trusted, type Model } from 'mongoose';
import { ArchiveRepository, type Picked } from '../../../infra/mongo/index.js';
import type { CourseInfo } from '../domain/course-info.js';
import type { Course } from '../domain/course.js';
import { toCourse, toStored, type CourseValues } from './course.mapping.js';
import { COURSE_MODEL, type CourseDocument } from './course.schema.js';

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
] as const satisfies (keyof CourseDocument)[];

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

  hasAny(): Promise<boolean> {
    return this.exists({});
  }

  /** Leaves a course that has this address as it is. @returns whether there was none */
  async createUnlessTaken(
    course: Partial<CourseValues> & Pick<Course, 'slug' | 'instructorId' | 'status' | 'publishedAt'>,
  ): Promise<boolean> {
    const { instructorId, status, publishedAt, ...values } = course;
    const instructor = new Types.ObjectId(instructorId);
    const { upsertedCount } = await this.model.updateOne(
      { slug: course.slug },
      { $setOnInsert: { ...toStored(values), instructor, status, publishedAt } },
      { upsert: true },
    );
    return upsertedCount === 1;
  }

  async findInfo(ids: readonly string[]): Promise<CourseInfo[]> {
    const found = await this.find({ _id: trusted({ $in: objectIds(ids) }) }, { fields: INFO });
    return found.map(toInfo);
  }
}

const objectIds = (ids: readonly string[]) => ids.map((id) => new Types.ObjectId(id));

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
