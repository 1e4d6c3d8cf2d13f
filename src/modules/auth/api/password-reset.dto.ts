import { IsString, Length, MaxLength } from 'class-validator';
import { PASSWORD_LENGTH } from '../domain/password-policy.js';

export class ResetPasswordDto {
  /**
   * From the link in the mail
   * @example "5vFdXbC7mIuQ1nPzT0yKqL3sWf8hEoJpGaRx4MvYkZc"
   */
  @IsString()
  @MaxLength(200)
  token: string;

  /**
   * The new one, with a lower-case letter, an upper-case letter and a digit
   * @example "Correct-Horse-2"
   */
  @IsString()
  @Length(PASSWORD_LENGTH.min, PASSWORD_LENGTH.max)
  password: string;
}
