import { IsBoolean, Matches } from 'class-validator';
import { IsOmittable } from '../../../common/validation/index.js';
import { EmailDto } from './registration.dto.js';

export class VerifyCodeDto extends EmailDto {
  /**
   * The six digits of the mail
   * @example "042917"
   */
  @Matches(/^\d{6}$/)
  code: string;

  /**
   * Keeps the session for up to 30 days, even if it isn't used in between
   * @example true
   */
  @IsOmittable()
  @IsBoolean()
  remember: boolean = false;
}
