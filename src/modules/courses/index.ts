export { CourseReports } from './application/course-reports.js';
export { CourseStatistics } from './application/course-statistics.js';
export { Courses } from './application/courses.js';
export { Curricula } from './application/curricula.js';
export { Materials } from './application/materials.js';
export { CoursesModule } from './courses.module.js';
export { CourseAccess, type AccessLevel, type LessonAccess } from './domain/course-access.js';
export {
  CourseDeleted,
  CoursePublished,
  CourseRejected,
  CourseRestored,
  CourseSubmitted,
  CurriculumChanged,
} from './domain/course.events.js';
export type { CatalogueReports } from './domain/course-reports.js';
export type { CourseCounts } from './domain/course-counts.js';
export type { CourseInfo } from './domain/course-info.js';
export type { LessonOutline } from './domain/lesson.js';
export type { OfferedMaterial } from './domain/material.js';
