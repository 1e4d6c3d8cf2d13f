/** What somebody may be allowed to do: the catalogue that routes, roles and documentation share. */
export enum Permission {
  /** One's own account: profile, preferences, sessions, inbox. */
  OwnAccount = 'account:own',
  /** Enroll, study, review, keep favourites. */
  Learn = 'learning:own',
  /** Buy, and see one's own payments. */
  Pay = 'payments:own',
  /** Make courses, and see one's own learners and revenue. */
  Teach = 'courses:teach',
  /** Publish or reject what instructors submit. */
  ReviewCourses = 'courses:review',
  /** Hide what users have written. */
  Moderate = 'content:moderate',
  /** Categories and phases. */
  ManageCatalogue = 'catalogue:manage',
  /** Accounts of others: approve, suspend, change roles. */
  ManageUsers = 'users:manage',
  /** Service accounts and the keys of programs. */
  ManageApiKeys = 'api-keys:manage',
  /** Enrollments of others: grant, see, end. */
  ManageEnrollments = 'enrollments:manage',
  /** Payments of others: confirm, refund, list. */
  ManagePayments = 'payments:manage',
  /** Figures of the whole platform. */
  ReadAnalytics = 'analytics:read',
  /** Queues, schedules and figures of the running system. */
  Operations = 'operations:manage',
  /** What was done by whom, and whether that record is whole. */
  ReadAudit = 'audit:read',
}

export const ROLES = ['student', 'instructor', 'moderator', 'admin', 'service'] as const;
export type Role = (typeof ROLES)[number];

const EVERYBODY = [Permission.OwnAccount, Permission.Learn, Permission.Pay];

/**
 * What a key of a program can be good for. Nothing of one's own, which is for people; and nothing that makes accounts,
 * roles or keys, or a stolen key would make more.
 */
export const SERVICE_SCOPES: readonly Permission[] = [
  Permission.ReviewCourses,
  Permission.Moderate,
  Permission.ManageCatalogue,
  Permission.ManageEnrollments,
  Permission.ManagePayments,
  Permission.ReadAnalytics,
];

/** Which role may do what. An admin may do everything, a program at most this and no more than its key says. */
export const ROLE_PERMISSIONS: Readonly<Record<Role, ReadonlySet<Permission>>> = {
  student: new Set(EVERYBODY),
  instructor: new Set([...EVERYBODY, Permission.Teach]),
  moderator: new Set([...EVERYBODY, Permission.ReviewCourses, Permission.Moderate, Permission.ReadAnalytics]),
  admin: new Set(Object.values(Permission)),
  service: new Set(SERVICE_SCOPES),
};
