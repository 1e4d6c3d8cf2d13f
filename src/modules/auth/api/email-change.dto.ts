import { Transform } from 'class-transformer';
import { IsEmail, IsString, MaxLength } from 'class-validator';

export class ChangeEmailDto {
  /** @example "jane.smith@example.org" */
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim() : value))
  @MaxLength(254)
  @IsEmail()
  newEmail: string;
}

export class EmailChangeTokenDto {
  /**
   * From the link in the mail
   * @example "5vFdXbC7mIuQ1nPzT0yKqL3sWf8hEoJpGaRx4MvYkZc"
   */
  @IsString()
  @MaxLength(200)
  token: string;
}
