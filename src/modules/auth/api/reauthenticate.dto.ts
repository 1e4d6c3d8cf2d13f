import { IsString, Length, MaxLength } from 'class-validator';
import { IsOmittable } from '../../../common/validation/index.js';

export class ReauthenticateDto {
  /**
   * Of the account
   * @example "Correct-Horse-1"
   */
  @IsString()
  @MaxLength(1024)
  password: string;

  /**
   * A code of the authenticator app, or a recovery code, where the account asks for one
   * @example "287082"
   */
  @IsOmittable()
  @IsString()
  @Length(6, 20)
  totp?: string;
}
