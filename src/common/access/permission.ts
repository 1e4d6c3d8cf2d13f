/** What somebody may be allowed to do: the catalogue that routes, roles and documentation share. */
export enum Permission {
  /** One's own account: profile, preferences, sessions. */
  OwnAccount = 'account:own',
  /** Queues, schedules and figures of the running system. */
  Operations = 'operations:manage',
}

export const ROLES = ['student', 'instructor', 'moderator', 'admin', 'service'] as const;
export type Role = (typeof ROLES)[number];

const EVERYBODY = [Permission.OwnAccount];

/** Which role may do what. An admin may do everything. */
export const ROLE_PERMISSIONS: Readonly<Record<Role, ReadonlySet<Permission>>> = {
  student: new Set(EVERYBODY),
  instructor: new Set(EVERYBODY),
  moderator: new Set(EVERYBODY),
  admin: new Set(Object.values(Permission)),
  service: new Set(),
};
