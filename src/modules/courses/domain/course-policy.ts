import { Permission, type Principal } from '../../../common/access/index.js';
import type { Course } from './course.js';

type Who = Pick<Principal, 'userId' | 'permissions'>;
type Owned = Pick<Course, 'instructorId'>;

/** Who may change a course: the instructor who made it, as long as they may teach, and administrators. */
export const mayEdit = ({ userId, permissions }: Who, { instructorId }: Owned): boolean =>
  permissions.has(Permission.ManageCatalogue) ||
  (permissions.has(Permission.Teach) && instructorId === userId);

/** Who may read a course in any state with everything in it: besides, those who review courses. */
export const mayReadAll = (who: Who, course: Owned): boolean =>
  who.permissions.has(Permission.ReviewCourses) || mayEdit(who, course);
