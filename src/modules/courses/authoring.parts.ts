import { AuthoredCoursesController } from './api/authored-courses.controller.js';
import { AuthoringController } from './api/authoring.controller.js';
import { CategoriesController } from './api/categories.controller.js';
import { CurriculumController } from './api/curriculum.controller.js';
import { LessonDeskController } from './api/lesson-desk.controller.js';
import { LessonsController } from './api/lessons.controller.js';
import { PhasesController } from './api/phases.controller.js';
import { PublicationController } from './api/publication.controller.js';
import { SectionsController } from './api/sections.controller.js';
import { ChangeCourse } from './application/authoring/change-course.js';
import { CourseReferences } from './application/authoring/course-references.js';
import { CreateCourse } from './application/authoring/create-course.js';
import { DeleteCourse } from './application/authoring/delete-course.js';
import { FindCourse } from './application/authoring/find-course.js';
import { ListAuthoredCourses } from './application/authoring/list-authored-courses.js';
import { MoveCourse } from './application/authoring/move-course.js';
import { CatalogueChanges } from './application/catalogue-changes.js';
import { CompletenessCheck } from './application/curriculum/completeness-check.js';
import { CurriculumTransaction } from './application/curriculum/curriculum-transaction.js';
import { EditLessons } from './application/curriculum/edit-lessons.js';
import { EditSections } from './application/curriculum/edit-sections.js';
import { FindCurriculumItem } from './application/curriculum/find-curriculum-item.js';
import { ReadCurriculum } from './application/curriculum/read-curriculum.js';
import { ReadLesson } from './application/curriculum/read-lesson.js';
import { RecordCurriculum } from './application/curriculum/record-curriculum.js';
import { ReplaceCurriculum } from './application/curriculum/replace-curriculum.js';
import { ManageCategories } from './application/shelves/manage-categories.js';
import { ManagePhases } from './application/shelves/manage-phases.js';
import { AuthoredCourseRepository } from './persistence/authored-course.repository.js';
import { CategoryRepository } from './persistence/category.repository.js';
import { CATEGORY_MODEL, categorySchema } from './persistence/category.schema.js';
import { CourseCountersRepository } from './persistence/course-counters.repository.js';
import { CourseShelvesRepository } from './persistence/course-shelves.repository.js';
import { COURSE_MODEL, courseSchema } from './persistence/course.schema.js';
import { LessonRepository } from './persistence/lesson.repository.js';
import { LESSON_MODEL, lessonSchema } from './persistence/lesson.schema.js';
import { PhaseRepository } from './persistence/phase.repository.js';
import { PHASE_MODEL, phaseSchema } from './persistence/phase.schema.js';
import { SectionRepository } from './persistence/section.repository.js';
import { SECTION_MODEL, sectionSchema } from './persistence/section.schema.js';
import { CoursesSeed } from './seeds/courses.seed.js';

/** What the module consists of on the side of those who make, review and administer courses. */

export const AUTHORING_MODELS = [
  { name: CATEGORY_MODEL, schema: categorySchema },
  { name: COURSE_MODEL, schema: courseSchema },
  { name: LESSON_MODEL, schema: lessonSchema },
  { name: PHASE_MODEL, schema: phaseSchema },
  { name: SECTION_MODEL, schema: sectionSchema },
];

export const AUTHORING_CONTROLLERS = [
  AuthoredCoursesController,
  AuthoringController,
  CategoriesController,
  CurriculumController,
  LessonDeskController,
  LessonsController,
  PhasesController,
  PublicationController,
  SectionsController,
];

const REPOSITORIES = [
  AuthoredCourseRepository,
  CategoryRepository,
  CourseCountersRepository,
  CourseShelvesRepository,
  LessonRepository,
  PhaseRepository,
  SectionRepository,
];

export const AUTHORING_PROVIDERS = [
  ...REPOSITORIES,
  CatalogueChanges,
  ChangeCourse,
  CourseReferences,
  CreateCourse,
  CompletenessCheck,
  CurriculumTransaction,
  RecordCurriculum,
  DeleteCourse,
  EditLessons,
  EditSections,
  FindCourse,
  FindCurriculumItem,
  ListAuthoredCourses,
  ManageCategories,
  ManagePhases,
  MoveCourse,
  ReadCurriculum,
  ReadLesson,
  ReplaceCurriculum,
  CoursesSeed,
];
