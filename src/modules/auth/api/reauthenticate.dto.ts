import { IsString, MaxLength } from 'class-validator';

export class ReauthenticateDto {
  /**
   * Of the account
   * @example "Correct-Horse-1"
   */
  @IsString()
  @MaxLength(1024)
  password: string;
}
