import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsEmail, IsIn, IsString, Length, Matches, MaxLength } from 'class-validator';
import { IsOmittable, PlainText } from '../../../common/validation/index.js';
import { IsNewPassword } from './new-password.decorator.js';

const OPEN_ROLES = ['student', 'instructor'] as const;
const SOURCES = ['web', 'api'] as const;

/** Somebody's e-mail address: spaces around it are dropped, nothing else is rewritten (T19). */
export class EmailDto {
  /** @example "jane.smith@example.com" */
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim() : value))
  @MaxLength(254)
  @IsEmail()
  email: string;
}

export class RegisterDto extends EmailDto {
  @IsNewPassword()
  password: string;

  /** @example "Jane" */
  @PlainText()
  @IsString()
  @Length(1, 50)
  firstName: string;

  /** @example "Smith" */
  @PlainText()
  @IsString()
  @Length(1, 50)
  lastName: string;

  /**
   * A public name of letters, digits and underscores, in lower case from then on; made up when absent
   * @example "jane_smith"
   */
  @IsOmittable()
  @IsString()
  @Matches(/^\w{3,30}$/)
  username?: string;

  /** Who teaches waits for an administrator's approval. */
  @IsOmittable()
  @IsIn(OPEN_ROLES)
  @ApiProperty({ enum: OPEN_ROLES, example: 'student', required: false })
  role: (typeof OPEN_ROLES)[number] = 'student';

  /** What the client is: a site that people use, or another program */
  @IsOmittable()
  @IsIn(SOURCES)
  @ApiProperty({ enum: SOURCES, example: 'web', required: false })
  source: (typeof SOURCES)[number] = 'api';
}

export class VerifyEmailDto {
  /**
   * From the link in the mail
   * @example "5vFdXbC7mIuQ1nPzT0yKqL3sWf8hEoJpGaRx4MvYkZc"
   */
  @IsString()
  @MaxLength(200)
  token: string;
}
