import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsString, MaxLength } from 'class-validator';
import { PASSWORD_LENGTH } from '../domain/password-policy.js';

/** Longer ones are told so by the policy, with whatever else they lack; what is longer than this isn't read. */
const READ_UP_TO = 1024;

const DESCRIPTION =
  `${PASSWORD_LENGTH.min} to ${PASSWORD_LENGTH.max} characters. What else it needs is up to the installation ` +
  '(`PASSWORD_POLICY`): usually a lower-case letter, an upper-case letter and a digit, elsewhere 15 characters of any ' +
  'kind. Passwords that many people use and those with the user name or the e-mail address in them are refused ' +
  'everywhere. `errors` names all that is missing at once.';

/** A password that somebody sets. The use case judges it, since its owner's name counts too. */
export const IsNewPassword = (example = 'Correct-Horse-1'): PropertyDecorator =>
  applyDecorators(
    IsString(),
    MaxLength(READ_UP_TO),
    ApiProperty({
      minLength: PASSWORD_LENGTH.min,
      maxLength: PASSWORD_LENGTH.max,
      description: DESCRIPTION,
      example,
    }),
  );
