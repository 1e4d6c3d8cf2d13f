import { PartialType } from '@nestjs/swagger';
import { IsBoolean, IsNotEmpty, IsString, MaxLength } from 'class-validator';
import { IsOmittable, PlainText } from '../../../common/validation/index.js';
import type { Section } from '../domain/section.js';
import { IsIdList } from './field.decorators.js';

/** A new section. */
export class CreateSectionDto {
  /** @example "First programs" */
  @PlainText()
  @IsString()
  @IsNotEmpty()
  @MaxLength(150)
  title: string;

  /** @example "From an empty file to something that runs." */
  @IsOmittable()
  @PlainText({ lines: true })
  @IsString()
  @MaxLength(1000)
  description?: string;

  /**
   * Whether learners see it and its lessons
   * @example true
   */
  @IsOmittable()
  @IsBoolean()
  isActive?: boolean;
}

/** What to change of a section; what isn't named stays. */
export class ChangeSectionDto extends PartialType(CreateSectionDto, { skipNullProperties: false }) {}

export class OrderDto {
  /**
   * All ids in their new order
   * @example ["665f1c2ab7e4c0a1d2e3f40b"]
   */
  @IsIdList(500)
  ids: string[];
}

export class SectionDto {
  /** @example "665f1c2ab7e4c0a1d2e3f40b" */
  id: string;

  /** @example "665f1c2ab7e4c0a1d2e3f402" */
  courseId: string;

  /** @example "First programs" */
  title: string;

  /** @example "From an empty file to something that runs." */
  description: string;

  /**
   * Its place in the course, from 1
   * @example 1
   */
  order: number;

  /** @example true */
  isActive: boolean;

  static of(this: void, { id, courseId, title, description, order, isActive }: Section): SectionDto {
    return { id, courseId, title, description, order, isActive };
  }
}

export class SectionListDto {
  data: SectionDto[];
}
