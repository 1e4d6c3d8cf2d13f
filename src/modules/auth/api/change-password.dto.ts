import { IsString, MaxLength } from 'class-validator';
import { IsNewPassword } from './new-password.decorator.js';

export class ChangePasswordDto {
  /** @example "Correct-Horse-1" */
  @IsString()
  @MaxLength(1024)
  currentPassword: string;

  @IsNewPassword('Correct-Horse-2')
  newPassword: string;
}
