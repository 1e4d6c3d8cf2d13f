import { IsBoolean, IsString, Length, MaxLength } from 'class-validator';
import { IsOmittable } from '../../../common/validation/index.js';
import { OwnAccountDto } from '../../users/index.js';
import { TokensDto } from './tokens.dto.js';

export class LoginDto {
  /**
   * E-mail address or user name
   * @example "jane.smith@example.com"
   */
  @IsString()
  @Length(3, 254)
  email: string;

  /** @example "Correct-Horse-1" */
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

  /**
   * Keeps the session for up to 30 days, even if it isn't used in between
   * @example true
   */
  @IsOmittable()
  @IsBoolean()
  remember: boolean = false;
}

export class SignedInDto extends TokensDto {
  user: OwnAccountDto;
}
