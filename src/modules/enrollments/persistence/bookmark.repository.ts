import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Types, type Model } from 'mongoose';
import { mapPage, type Page } from '../../../common/pagination/index.js';
import { SoftDeleteRepository, type Batch } from '../../../infra/mongo/index.js';
import type { Enrollment } from '../domain/enrollment.js';
import type { Bookmark, Place } from '../domain/notebook.js';
import { BOOKMARK_MODEL, type BookmarkDocument } from './bookmark.schema.js';
import { overtaken } from './overtaken.js';

const id = (value: string) => new Types.ObjectId(value);

@Injectable()
export class BookmarkRepository extends SoftDeleteRepository<BookmarkDocument> {
  constructor(@InjectModel(BOOKMARK_MODEL) model: Model<BookmarkDocument>) {
    super(model);
  }

  /** Those of an enrollment, or of one lesson of it, the latest first. */
  async pageOfEnrollment(
    enrollmentId: string,
    { lessonId, limit, cursor }: { lessonId?: string; limit: number; cursor?: string },
  ): Promise<Page<Bookmark>> {
    const page = await this.page(
      { enrollment: id(enrollmentId), ...(lessonId && { lesson: id(lessonId) }) },
      { sort: { createdAt: -1 }, limit, cursor },
    );
    return mapPage(page, toBookmark);
  }

  /** The bookmark of a place, if it has one; with another label, if one is given. */
  async relabel(enrollmentId: string, place: Place, label: string | null): Promise<Bookmark | undefined> {
    const { lessonId, positionSeconds, page } = place;
    const there = { enrollment: id(enrollmentId), lesson: id(lessonId), positionSeconds, page };
    const found = label === null ? await this.findOne(there) : await this.change(there, { $set: { label } });
    return found ? toBookmark(found) : undefined;
  }

  /** Marks a place that has no bookmark. Had it one meanwhile, the transaction begins again. */
  async add(
    { id: enrollmentId, userId, courseId }: Enrollment,
    { lessonId, positionSeconds, page }: Place,
    label: string | null,
  ): Promise<Bookmark> {
    try {
      const document = await this.insert({
        user: id(userId),
        enrollment: id(enrollmentId),
        course: id(courseId),
        lesson: id(lessonId),
        positionSeconds,
        page,
        label,
      });
      return toBookmark(document);
    } catch (error) {
      throw overtaken(error);
    }
  }

  /** For good. @returns whether there was such a bookmark */
  async remove(enrollmentId: string, bookmarkId: string): Promise<boolean> {
    const { deletedCount } = await this.model.deleteOne(
      this.visible({ _id: id(bookmarkId), enrollment: id(enrollmentId) }, {}),
    );
    return deletedCount === 1;
  }

  deleteOfCourse(courseId: string, batch: Batch): Promise<number> {
    return this.softDelete({ course: id(courseId) }, batch);
  }
}

const toBookmark = ({
  _id,
  lesson,
  positionSeconds,
  page,
  label,
  createdAt,
}: BookmarkDocument): Bookmark => ({
  id: _id.toString(),
  lessonId: lesson.toString(),
  positionSeconds,
  page,
  label,
  createdAt,
});
