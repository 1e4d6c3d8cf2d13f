import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { trusted, Types, type Model } from 'mongoose';
import type { Enrollment } from '../domain/enrollment.js';
import { BOOKMARK_MODEL, type BookmarkDocument } from './bookmark.schema.js';
import { CERTIFICATE_MODEL, type CertificateDocument } from './certificate.schema.js';
import { toEnrollment } from './enrollment.mapper.js';
import { ENROLLMENT_MODEL, type EnrollmentDocument } from './enrollment.schema.js';
import { LESSON_PROGRESS_MODEL, type LessonProgressDocument } from './lesson-progress.schema.js';
import { NOTE_MODEL, type NoteDocument } from './note.schema.js';

/** What stands on a certificate in place of a name that was erased. */
const NO_NAME = 'Name removed';
const REMOVED = 'Removed';

/** What somebody's learning leaves behind. */
@Injectable()
export class StudyPersonalDataRepository {
  constructor(
    @InjectModel(ENROLLMENT_MODEL) private readonly enrollments: Model<EnrollmentDocument>,
    @InjectModel(LESSON_PROGRESS_MODEL) private readonly progress: Model<LessonProgressDocument>,
    @InjectModel(NOTE_MODEL) private readonly notes: Model<NoteDocument>,
    @InjectModel(BOOKMARK_MODEL) private readonly bookmarks: Model<BookmarkDocument>,
    @InjectModel(CERTIFICATE_MODEL) private readonly certificates: Model<CertificateDocument>,
  ) {}

  enrollmentsOf(userId: string): AsyncIterable<EnrollmentDocument> {
    return this.enrollments.find(ownedBy(userId)).sort({ _id: 1 }).lean<EnrollmentDocument>().cursor();
  }

  progressOf(userId: string): AsyncIterable<LessonProgressDocument> {
    return this.progress.find(ownedBy(userId)).sort({ _id: 1 }).lean<LessonProgressDocument>().cursor();
  }

  certificatesOf(userId: string): AsyncIterable<CertificateDocument> {
    return this.certificates.find(ownedBy(userId)).sort({ _id: 1 }).lean<CertificateDocument>().cursor();
  }

  /** Enrollment by enrollment, as they are indexed. */
  async *notesOf(userId: string): AsyncGenerator<NoteDocument> {
    for await (const { _id } of this.enrollmentsOf(userId))
      yield* this.notes.find({ enrollment: _id }).sort({ _id: 1 }).lean<NoteDocument>().cursor();
  }

  async *bookmarksOf(userId: string): AsyncGenerator<BookmarkDocument> {
    for await (const { _id } of this.enrollmentsOf(userId))
      yield* this.bookmarks.find({ enrollment: _id }).sort({ _id: 1 }).lean<BookmarkDocument>().cursor();
  }

  /** Those that hold a seat or wait for one. */
  async runningOf(userId: string): Promise<Enrollment[]> {
    const found = await this.enrollments
      .find({
        ...ownedBy(userId),
        isDeleted: false,
        status: trusted({ $in: ['pending', 'waitlisted', 'active', 'paused'] }),
      })
      .lean<EnrollmentDocument[]>();
    return found.map(toEnrollment);
  }

  /** Notes, bookmarks, remarks, and with what and how somebody studied. That somebody did stays, for the figures. */
  async clearTraces(userId: string): Promise<void> {
    const enrollments = await this.enrollments.find(ownedBy(userId)).select('_id').lean();
    const theirs = { enrollment: trusted({ $in: enrollments.map(({ _id }) => _id) }) };
    await this.notes.deleteMany(theirs);
    await this.bookmarks.deleteMany(theirs);
    await this.progress.updateMany(
      ownedBy(userId),
      { $set: { interactions: [], feedback: null }, $unset: { device: 1, browser: 1 } },
      { timestamps: false },
    );
    await this.enrollments.updateMany(
      ownedBy(userId),
      { $set: { 'history.$[].reason': null, downloadedMaterials: [] } },
      { timestamps: false },
    );
  }

  /** @returns the codes of the certificates that lost the holder's name */
  async clearHolder(userId: string): Promise<string[]> {
    const named = { ...ownedBy(userId), holderName: trusted({ $ne: NO_NAME }) };
    const found = await this.certificates.find(named).select('code').lean();
    await this.certificates.updateMany(
      ownedBy(userId),
      { $set: { holderName: NO_NAME } },
      { timestamps: false },
    );
    await this.certificates.updateMany(
      { ...ownedBy(userId), revocation: trusted({ $ne: null }) },
      { $set: { 'revocation.reason': REMOVED } },
      { timestamps: false },
    );
    return found.map(({ code }) => code);
  }

  /** @returns the codes of the certificates that lost the instructor's name */
  async clearInstructor(courseIds: readonly string[]): Promise<string[]> {
    const named = {
      course: trusted({ $in: courseIds.map((id) => new Types.ObjectId(id)) }),
      instructorName: trusted({ $ne: '' }),
    };
    const found = await this.certificates.find(named).select('code').lean();
    await this.certificates.updateMany(named, { $set: { instructorName: '' } }, { timestamps: false });
    return found.map(({ code }) => code);
  }
}

const ownedBy = (userId: string) => ({ user: new Types.ObjectId(userId) });
