import type { Enrollment, GrantedLevel } from './enrollment.js';

/** What the policy needs to know of an enrollment. */
export type Grant = Pick<Enrollment, 'status' | 'expiresAt' | 'accessLevel'>;

/** What an enrollment opens at a moment: nothing unless it is active or completed and not past its end (A.7). */
export function levelOf(enrollment: Grant | undefined, now: Date): GrantedLevel | 'none' {
  if (!enrollment) return 'none';
  const { status, expiresAt, accessLevel } = enrollment;
  const open = status === 'active' || status === 'completed';
  return open && (expiresAt === null || expiresAt > now) ? accessLevel : 'none';
}

export type LessonDecision =
  | { readonly allowed: true; readonly downloads: boolean }
  | { readonly allowed: false; readonly reason: 'not-enrolled' | 'locked' };

/**
 * The one rule about opening lessons: free ones are open to all, `preview` opens no others, `limited` all but downloads,
 * `full` everything; those that are locked by sequential completion wait (A.7).
 */
export function lessonAccess(
  level: GrantedLevel | 'none',
  lesson: { readonly isFree: boolean; readonly isActive: boolean; readonly isLocked: boolean },
): LessonDecision {
  const downloads = level === 'full';
  if (lesson.isActive && lesson.isFree) return { allowed: true, downloads };
  if (!lesson.isActive || level === 'none' || level === 'preview')
    return { allowed: false, reason: 'not-enrolled' };
  return lesson.isLocked ? { allowed: false, reason: 'locked' } : { allowed: true, downloads };
}
