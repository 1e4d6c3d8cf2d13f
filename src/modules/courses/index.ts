export { CoursesModule } from './courses.module.js';
export { CourseAccess, type AccessLevel, type LessonAccess } from './domain/course-access.js';
export {
  CourseArchived,
  CourseDeleted,
  CoursePublished,
  CourseRejected,
  CourseRestored,
  CourseReviewed,
  CourseSubmitted,
  CurriculumChanged,
} from './domain/course.events.js';
