import type { Permission, Principal } from '../../../../common/access/index.js';
import { CommonErrors, DomainError } from '../../../../common/errors/index.js';

/** Nobody gives a program more than they have. @throws DomainError `insufficient-permissions` */
export function requireOwnScopes(
  scopes: readonly Permission[],
  { permissions }: Pick<Principal, 'permissions'>,
): void {
  if (!scopes.every((scope) => permissions.has(scope)))
    throw new DomainError(CommonErrors.insufficientPermissions);
}

/** A key that is dead from the beginning is a mistake. @throws DomainError `validation-failed` */
export function requireFuture(expiresAt: Date | null, now: Date): void {
  if (expiresAt !== null && expiresAt <= now)
    throw new DomainError(CommonErrors.validationFailed, {
      errors: [{ pointer: '/expiresAt', code: 'in-the-past', detail: 'must be in the future' }],
    });
}
