import { IsString, Length, MaxLength } from 'class-validator';
import type { TwoFactorState } from '../domain/two-factor.js';

/** The longest is a recovery code with spaces around and between. */
const CODE_LENGTH = { min: 6, max: 20 };

/** A code as somebody reads it from an authenticator app, or one that was kept for when the app is lost. */
export class CodeDto {
  /**
   * Six digits of the authenticator app, or a recovery code
   * @example "287082"
   */
  @IsString()
  @Length(CODE_LENGTH.min, CODE_LENGTH.max)
  code: string;
}

export class ChallengeDto extends CodeDto {
  /**
   * From the problem document `second-factor-required`; good for five minutes and five codes
   * @example "5vFdXbC7mIuQ1nPzT0yKqL3sWf8hEoJpGaRx4MvYkZc"
   */
  @IsString()
  @MaxLength(200)
  challenge: string;
}

export class TwoFactorSetUpDto {
  /**
   * For typing into an authenticator app: base 32
   * @example "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
   */
  secret: string;

  /**
   * For a QR code that authenticator apps read
   * @example "otpauth://totp/Lyceum:jane.smith%40example.com?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Lyceum"
   */
  uri: string;
}

export class RecoveryCodesDto {
  /**
   * Each replaces the app once. They are shown now and never again
   * @example ["0vb3m-8xk2q", "t5n7c-hd4wj"]
   */
  recoveryCodes: string[];
}

export class TwoFactorDto {
  /**
   * Whether signing in asks for a code
   * @example true
   */
  enabled: boolean;

  /** Since when */
  enabledAt: Date | null;

  /**
   * How many recovery codes were not used yet
   * @example 9
   */
  recoveryCodesLeft: number;

  static of({ enabledAt, recoveryCodesLeft }: TwoFactorState): TwoFactorDto {
    return { enabled: enabledAt !== null, enabledAt, recoveryCodesLeft };
  }
}
