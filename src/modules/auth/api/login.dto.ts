import { IsString, Length, MaxLength } from 'class-validator';
import { OwnAccountDto } from '../../users/index.js';

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
}

export class SignedInDto {
  /**
   * Send it as `Authorization: Bearer <token>`
   * @example "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiI2NjVmIn0.c2lnbmF0dXJl"
   */
  accessToken: string;

  /**
   * How long the token is valid, in seconds
   * @example 600
   */
  expiresIn: number;

  user: OwnAccountDto;
}
