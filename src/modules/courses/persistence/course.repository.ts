import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Types, type Model } from 'mongoose';
import { mapPage, type Page } from '../../../common/pagination/index.js';
import { ArchiveRepository, type Picked } from '../../../infra/mongo/index.js';
import type { CatalogueCourse } from '../domain/course.js';
import { COURSE_MODEL, type CourseDocument } from './course.schema.js';

const FIELDS = [
  'title',
  'slug',
  'description',
  'category',
  'level',
  'language',
  'tags',
  'price',
  'instructor',
  'status',
  'isPublic',
  'publishedAt',
  'createdAt',
] as const satisfies (keyof CourseDocument)[];

/** What everybody may see. */
const IN_CATALOGUE = { status: 'published', isPublic: true } as const;

@Injectable()
export class CourseRepository extends ArchiveRepository<CourseDocument> {
  constructor(@InjectModel(COURSE_MODEL) model: Model<CourseDocument>) {
    super(model);
  }

  /** The catalogue, newest first. */
  async findPublished(query: {
    categoryId?: string;
    limit: number;
    cursor?: string;
  }): Promise<Page<CatalogueCourse>> {
    const page = await this.page(
      { ...IN_CATALOGUE, ...(query.categoryId && { category: new Types.ObjectId(query.categoryId) }) },
      {
        sort: { publishedAt: -1 },
        limit: query.limit,
        cursor: query.cursor,
        fields: FIELDS,
        present: ['publishedAt'],
      },
    );
    return mapPage(page, toCourse);
  }

  async findPublishedBySlug(slug: string): Promise<CatalogueCourse | undefined> {
    const found = await this.findOne({ ...IN_CATALOGUE, slug }, { fields: FIELDS });
    return found ? toCourse(found) : undefined;
  }

  async findPublishedById(id: string): Promise<CatalogueCourse | undefined> {
    const found = await this.findOne({ ...IN_CATALOGUE, _id: new Types.ObjectId(id) }, { fields: FIELDS });
    return found ? toCourse(found) : undefined;
  }
}

function toCourse(document: Picked<CourseDocument, (typeof FIELDS)[number]>): CatalogueCourse {
  const { _id, category, instructor, ...rest } = document;
  return {
    id: _id.toString(),
    categoryId: category.toString(),
    instructorId: instructor.toString(),
    ...rest,
  };
}
