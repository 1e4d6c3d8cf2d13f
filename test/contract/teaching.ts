import { getModelToken } from '@nestjs/mongoose';
import { Types, type Model } from 'mongoose';
import {
  CATEGORY_MODEL,
  type CategoryDocument,
} from '../../src/modules/courses/persistence/category.schema.js';
import { COURSE_MODEL, type CourseDocument } from '../../src/modules/courses/persistence/course.schema.js';
import { LESSON_MODEL, type LessonDocument } from '../../src/modules/courses/persistence/lesson.schema.js';
import { PHASE_MODEL, type PhaseDocument } from '../../src/modules/courses/persistence/phase.schema.js';
import { SECTION_MODEL, type SectionDocument } from '../../src/modules/courses/persistence/section.schema.js';
import { courseFactory } from '../../src/modules/courses/testing/course.factory.js';
import { lessonFactory } from '../../src/modules/courses/testing/lesson.factory.js';
import { phaseFactory } from '../../src/modules/courses/testing/phase.factory.js';
import { sectionFactory } from '../../src/modules/courses/testing/section.factory.js';
import type { TestApp } from '../support/test-app.js';

/** Ids of courses in every state, and of what they consist of. */
export interface Teaching {
  readonly category: string;
  readonly emptyCategory: string;
  readonly phase: string;
  readonly emptyPhase: string;
  /** Complete drafts; each is for one operation. */
  readonly drafts: { readonly toSubmit: string; readonly toChange: string; readonly toDelete: string };
  /** A draft without lessons. */
  readonly emptyDraft: string;
  readonly deleted: string;
  readonly underReview: { readonly toPublish: string; readonly toReject: string; readonly empty: string };
  readonly published: { readonly toArchive: string; readonly slug: string };
  readonly archived: { readonly complete: string; readonly empty: string };
  /** The only lesson of a published course, and its section. */
  readonly only: { readonly section: string; readonly lesson: string };
  /** Sections and lessons of the draft to change. */
  readonly sections: readonly [string, string];
  readonly lessons: readonly [string, string, string];
  /** The only section of the draft to submit, and its only lesson. */
  readonly sectionToOrder: string;
  readonly lessonToOrder: string;
  /** Lessons of a published course. */
  readonly freeLesson: string;
  readonly paidLesson: string;
  readonly phaseTitle: string;
  /** A course with as many sections as one can have. */
  readonly full: string;
}

export async function createTeaching({ app }: TestApp): Promise<Teaching> {
  const insert = async <D extends { _id: Types.ObjectId }>(model: string, ...documents: D[]) => {
    await app.get<Model<D>>(getModelToken(model)).collection.insertMany(documents);
    return documents.map(({ _id }) => _id.toString());
  };
  const categories = ['In use', 'Empty'].map((name) => ({
    _id: new Types.ObjectId(),
    kind: 'course' as const,
    name,
    slug: name.toLowerCase().replace(' ', '-'),
    description: 'A category.',
  }));
  const [category, emptyCategory] = await insert<CategoryDocument>(CATEGORY_MODEL, ...categories);
  const phases = phaseFactory.buildList(2);
  const [phase, emptyPhase] = await insert<PhaseDocument>(PHASE_MODEL, ...phases);

  const submittedAt = new Date('2026-01-01T00:00:00Z');
  const shared = { category: categories[0]!._id, publishedAt: null };
  const draft = () => courseFactory.build({ ...shared, status: 'draft' });
  const submitted = () => courseFactory.build({ ...shared, status: 'under-review', submittedAt });
  const complete = [draft(), draft(), draft(), submitted(), submitted()];
  const deleted = courseFactory.build({
    ...shared,
    publishedAt: submittedAt,
    isDeleted: true,
    deleteBatchId: 'contract',
  });
  const published = courseFactory.build({
    ...shared,
    phase: new Types.ObjectId(phase),
    publishedAt: submittedAt,
  });
  const offered = courseFactory.build({ ...shared, publishedAt: submittedAt });
  const inArchive = () => courseFactory.build({ ...shared, status: 'archived', publishedAt: submittedAt });
  const [archived, emptied] = [inArchive(), inArchive()];
  const small = courseFactory.build({ ...shared, publishedAt: submittedAt });
  const [empty, emptySubmitted, full] = [draft(), submitted(), draft()];
  await insert<CourseDocument>(
    COURSE_MODEL,
    ...complete,
    deleted,
    published,
    offered,
    archived,
    emptied,
    small,
    empty,
    emptySubmitted,
    full,
  );

  const sections = complete.map(({ _id }) => sectionFactory.build({ course: _id, order: 1 }));
  const second = sectionFactory.build({ course: complete[1]!._id, order: 2 });
  await insert<SectionDocument>(SECTION_MODEL, ...sections, second);
  await insert<SectionDocument>(SECTION_MODEL, ...sectionFactory.buildList(100, { course: full._id }));
  const lessons = sections.map(({ _id, course }) => lessonFactory.build({ course, section: _id }));
  const more = lessonFactory.buildList(2, { course: complete[1]!._id, section: sections[1]!._id });
  const open = sectionFactory.build({ course: offered._id });
  await insert<SectionDocument>(SECTION_MODEL, open);
  const [free, paid] = [true, false].map((isFree) =>
    lessonFactory.build({ course: offered._id, section: open._id, isFree }),
  );
  await insert<LessonDocument>(LESSON_MODEL, ...lessons, ...more, free!, paid!);
  const [kept, only] = [archived, small].map(({ _id }) => sectionFactory.build({ course: _id }));
  await insert<SectionDocument>(SECTION_MODEL, kept!, only!);
  const [keptLesson, onlyLesson] = [kept!, only!].map(({ _id, course }) =>
    lessonFactory.build({ course, section: _id }),
  );
  await insert<LessonDocument>(LESSON_MODEL, keptLesson!, onlyLesson!);

  const id = ({ _id }: { _id: Types.ObjectId }) => _id.toString();
  const [toSubmit, toChange, toDelete, toPublish, toReject] = complete.map(id) as [
    string,
    string,
    string,
    string,
    string,
  ];
  return {
    category: category!,
    emptyCategory: emptyCategory!,
    phase: phase!,
    emptyPhase: emptyPhase!,
    drafts: { toSubmit, toChange, toDelete },
    emptyDraft: id(empty),
    deleted: id(deleted),
    underReview: { toPublish, toReject, empty: id(emptySubmitted) },
    published: { toArchive: id(published), slug: published.slug },
    archived: { complete: id(archived), empty: id(emptied) },
    only: { section: id(only!), lesson: id(onlyLesson!) },
    sections: [id(sections[1]!), id(second)],
    lessons: [id(lessons[1]!), id(more[0]!), id(more[1]!)],
    sectionToOrder: id(sections[0]!),
    lessonToOrder: id(lessons[0]!),
    freeLesson: id(free!),
    paidLesson: id(paid!),
    phaseTitle: phases[0]!.title,
    full: id(full),
  };
}
