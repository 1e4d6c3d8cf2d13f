import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../common/errors/index.js';
import { AuthErrors } from '../domain/auth.errors.js';
import type { Device } from '../domain/session.js';
import { FailedSignIns } from './failed-sign-ins.js';
import { SecondFactor } from './second-factor/second-factor.js';
import { SignInChallenges } from './second-factor/sign-in-challenges.js';
import { SignOut } from './sign-out.js';
import { StartSession, type TokenPair } from './start-session.js';

export interface SignInOptions {
  /** Whether the session outlives idleness (X23). */
  readonly remember?: boolean;
  /** A code of the authenticator app or a recovery code, if the client has asked for it already. */
  readonly totp?: string;
  /** Whether the first factor still holds: asked at the end, for those that could be changed meanwhile. */
  readonly holds?: () => Promise<boolean>;
}

/**
 * The last step of every way in: whoever comes here has proved who it is by a first factor, and gets tokens, or is asked
 * for the second (003-06).
 */
@Injectable()
export class FinishSignIn {
  constructor(
    private readonly secondFactor: SecondFactor,
    private readonly challenges: SignInChallenges,
    private readonly startSession: StartSession,
    private readonly signOut: SignOut,
    private readonly failures: FailedSignIns,
  ) {}

  /**
   * @throws DomainError `second-factor-required` or, for a wrong code, `invalid-second-factor`: both with a `challenge`
   *   with which the sign-in goes on. `invalid-credentials` when the first factor holds no longer, `too-many-attempts`
   *   after too many wrong codes in a row
   */
  async execute(
    userId: string,
    device: Device,
    { remember = false, totp, holds = async () => true }: SignInOptions = {},
  ): Promise<TokenPair> {
    if ((await this.secondFactor.isOn(userId)) && !(await this.isProved(userId, totp))) {
      const challenge = await this.challenges.issue(userId, { remember });
      if (!(await holds())) await this.refuse(() => this.challenges.withdraw(userId));
      const { invalidSecondFactor, secondFactorRequired } = AuthErrors;
      const type = totp === undefined ? secondFactorRequired : invalidSecondFactor;
      throw new DomainError(type, { extensions: { challenge } });
    }
    const { sessionId, tokens } = await this.startSession.execute(userId, device, { remember });
    if (!(await holds())) await this.refuse(() => this.signOut.execute(sessionId));
    return tokens;
  }

  private async isProved(userId: string, code: string | undefined): Promise<boolean> {
    if (code === undefined) return false;
    const isRight = await this.secondFactor.prove(userId, code);
    if (!isRight) this.failures.note(userId);
    return isRight;
  }

  private async refuse(undo: () => Promise<unknown>): Promise<never> {
    await undo();
    throw new DomainError(AuthErrors.invalidCredentials);
  }
}
