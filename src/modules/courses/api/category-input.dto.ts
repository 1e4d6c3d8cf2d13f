import { PartialType } from '@nestjs/swagger';
import { IsMongoId, IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';
import { PlainText } from '../../../common/validation/index.js';

/** A new category. */
export class CreateCategoryDto {
  /** @example "Photography" */
  @PlainText()
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  name: string;

  /** @example "Light, lenses and what to point them at" */
  @PlainText()
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  description: string;
}

/** What to change of a category; what isn't named stays, and so does its address. */
export class ChangeCategoryDto extends PartialType(CreateCategoryDto, { skipNullProperties: false }) {}

export class RemoveCategoryQuery {
  /** The id of the category that its courses move to */
  @IsOptional()
  @IsMongoId()
  reassignTo?: string;
}
