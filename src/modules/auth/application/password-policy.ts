import { Injectable } from '@nestjs/common';
import { CommonErrors, DomainError } from '../../../common/errors/index.js';
import { AuthConfig } from '../../../config/index.js';
import { CommonPasswords } from '../../../infra/crypto/index.js';
import {
  COMMON_PASSWORD,
  essenceOf,
  isMonotonous,
  problemsOf,
  type PasswordOwner,
  type PasswordProblem,
} from '../domain/password-policy.js';

/** Judges new passwords by the policy of this installation (X25). Those that are set already stay good. */
@Injectable()
export class PasswordPolicy {
  constructor(
    private readonly config: AuthConfig,
    private readonly common: CommonPasswords,
  ) {}

  /**
   * @param field where the password stood in the request
   * @throws DomainError `validation-failed`, with everything that the password lacks
   */
  async enforce(password: string, field: string, owner?: PasswordOwner): Promise<void> {
    const problems = await this.problemsOf(password, owner);
    if (problems.length === 0) return;
    throw new DomainError(CommonErrors.validationFailed, {
      errors: problems.map((problem) => ({ pointer: `/${field}`, ...problem })),
    });
  }

  async problemsOf(password: string, owner?: PasswordOwner): Promise<PasswordProblem[]> {
    const problems = problemsOf(password, this.config.PASSWORD_POLICY, owner);
    const isCommon = isMonotonous(password) || (await this.common.includesAny(essenceOf(password)));
    return isCommon ? [...problems, COMMON_PASSWORD] : problems;
  }
}
