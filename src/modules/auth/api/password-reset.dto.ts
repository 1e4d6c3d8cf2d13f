import { IsString, MaxLength } from 'class-validator';
import { IsNewPassword } from './new-password.decorator.js';

export class ResetPasswordDto {
  /**
   * From the link in the mail
   * @example "5vFdXbC7mIuQ1nPzT0yKqL3sWf8hEoJpGaRx4MvYkZc"
   */
  @IsString()
  @MaxLength(200)
  token: string;

  @IsNewPassword('Correct-Horse-2')
  password: string;
}
