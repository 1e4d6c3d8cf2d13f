import { applyDecorators } from '@nestjs/common';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsMongoId,
  IsString,
  IsUrl,
  Matches,
  MaxLength,
} from 'class-validator';
import { PlainText } from '../../../common/validation/index.js';

/** An address on the web; anything but HTTP could do something when it is opened. */
export const IsHttpUrl = (): PropertyDecorator =>
  applyDecorators(
    IsUrl(
      { protocols: ['http', 'https'], require_protocol: true, require_tld: false },
      { message: 'must be an address that begins with https:// or http://' },
    ),
    MaxLength(2000),
  );

/** A list of short texts. */
export const IsTextList = (items: number, length: number): PropertyDecorator =>
  applyDecorators(
    IsArray(),
    ArrayMaxSize(items),
    PlainText(),
    IsString({ each: true }),
    MaxLength(length, { each: true }),
  );

/** A list of identifiers without repetition. */
export const IsIdList = (items: number): PropertyDecorator =>
  applyDecorators(IsArray(), ArrayMaxSize(items), ArrayUnique(), IsMongoId({ each: true }));

/** An address within this site: `javascript-fundamentals`; never one that could be an id. */
export const IsSlug = (): PropertyDecorator =>
  applyDecorators(Matches(/^(?![0-9a-f]{24}$)[a-z0-9]+(?:-[a-z0-9]+)*$/), MaxLength(100));

/** A language (BCP 47): `en`, `pt-BR`. */
export const IsLanguage = (): PropertyDecorator => Matches(/^[a-z]{2,3}(?:-[A-Z]{2})?$/);

/** An amount of money as a decimal string: `99.99`. */
export const IsAmount = (): PropertyDecorator =>
  Matches(/^\d{1,12}(?:\.\d{1,2})?$/, { message: 'must be a decimal string such as "99.99"' });
