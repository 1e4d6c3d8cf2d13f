import { IsString, Length, Matches, MaxLength, ValidateIf } from 'class-validator';
import { IsOmittable } from '../../../common/validation/index.js';

export class ReauthenticateDto {
  /**
   * Of the account; unless there is a `code`
   * @example "Correct-Horse-1"
   */
  @ValidateIf(({ code }: ReauthenticateDto) => code === undefined)
  @IsString()
  @MaxLength(1024)
  password?: string;

  /**
   * The six digits of a mail, for those who have no password
   * @example "042917"
   */
  @IsOmittable()
  @Matches(/^\d{6}$/)
  code?: string;

  /**
   * A code of the authenticator app, or a recovery code, where the account asks for one
   * @example "287082"
   */
  @IsOmittable()
  @IsString()
  @Length(6, 20)
  totp?: string;
}
