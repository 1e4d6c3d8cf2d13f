import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Types, type Model } from 'mongoose';
import { mapPage, type Page } from '../../../common/pagination/index.js';
import { SoftDeleteRepository, type Batch } from '../../../infra/mongo/index.js';
import type { Enrollment } from '../domain/enrollment.js';
import type { Note, NoteChanges, NoteValues } from '../domain/notebook.js';
import { NOTE_MODEL, type NoteDocument } from './note.schema.js';

const id = (value: string) => new Types.ObjectId(value);

@Injectable()
export class NoteRepository extends SoftDeleteRepository<NoteDocument> {
  constructor(@InjectModel(NOTE_MODEL) model: Model<NoteDocument>) {
    super(model);
  }

  /** Those of an enrollment, or of one lesson of it, the latest first. */
  async pageOfEnrollment(
    enrollmentId: string,
    { lessonId, limit, cursor }: { lessonId?: string; limit: number; cursor?: string },
  ): Promise<Page<Note>> {
    const page = await this.page(
      { enrollment: id(enrollmentId), ...(lessonId && { lesson: id(lessonId) }) },
      { sort: { createdAt: -1 }, limit, cursor },
    );
    return mapPage(page, toNote);
  }

  async findOfEnrollment(enrollmentId: string, noteId: string): Promise<Note | undefined> {
    const found = await this.findOne({ _id: id(noteId), enrollment: id(enrollmentId) });
    return found ? toNote(found) : undefined;
  }

  countOfLesson(enrollmentId: string, lessonId: string): Promise<number> {
    return this.count({ enrollment: id(enrollmentId), lesson: id(lessonId) });
  }

  async add(
    { id: enrollmentId, userId, courseId }: Enrollment,
    { lessonId, ...values }: NoteValues,
  ): Promise<Note> {
    return toNote(
      await this.insert({
        ...values,
        user: id(userId),
        enrollment: id(enrollmentId),
        course: id(courseId),
        lesson: id(lessonId),
      }),
    );
  }

  async rewrite(noteId: string, changes: NoteChanges): Promise<Note | undefined> {
    const changed = await this.change({ _id: id(noteId) }, { $set: changes });
    return changed ? toNote(changed) : undefined;
  }

  /** For good. @returns whether there was such a note */
  async remove(enrollmentId: string, noteId: string): Promise<boolean> {
    const { deletedCount } = await this.model.deleteOne(
      this.visible({ _id: id(noteId), enrollment: id(enrollmentId) }, {}),
    );
    return deletedCount === 1;
  }

  deleteOfCourse(courseId: string, batch: Batch): Promise<number> {
    return this.softDelete({ course: id(courseId) }, batch);
  }
}

const toNote = ({ _id, lesson, content, positionSeconds, createdAt, updatedAt }: NoteDocument): Note => ({
  id: _id.toString(),
  lessonId: lesson.toString(),
  content,
  positionSeconds,
  createdAt,
  updatedAt,
});
