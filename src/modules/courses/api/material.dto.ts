import { ApiProperty } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsMongoId,
  IsNotEmpty,
  IsOptional,
  IsString,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { IsNested, IsOmittable, PlainText } from '../../../common/validation/index.js';
import type { MaterialView } from '../domain/handing-out.js';
import { MATERIAL_TYPES, type MaterialType, type MaterialValues } from '../domain/material.js';
import { IsHttpUrl } from './field.decorators.js';

/** Something that accompanies a course or a lesson. */
export class MaterialInputDto {
  /**
   * That of an existing one, which keeps it; none for a new one
   * @example "665f1c2ab7e4c0a1d2e3f409"
   */
  @IsOmittable()
  @IsMongoId()
  id?: string;

  @IsIn(MATERIAL_TYPES)
  @ApiProperty({ enum: MATERIAL_TYPES, example: 'document' })
  type: MaterialType;

  /** @example "Cheat sheet" */
  @PlainText()
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  title: string;

  /** @example "All operators on one page" */
  @IsOmittable()
  @PlainText({ lines: true })
  @IsString()
  @MaxLength(1000)
  description?: string;

  /** @example "https://files.example.com/cheat-sheet.pdf" */
  @IsHttpUrl()
  url: string;

  /** @example 90 */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(1_000_000)
  @ApiProperty({ type: Number, nullable: true, required: false })
  durationSeconds?: number | null;

  /** @example 48213 */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(1_000_000_000_000)
  @ApiProperty({ type: Number, nullable: true, required: false })
  fileSizeBytes?: number | null;

  /**
   * Whether learners get it. Without that they see that it is there; what is to be looked at in the course belongs into a
   * lesson's content. What it accompanies has to allow downloads, too
   * @example true
   */
  @IsOmittable()
  @IsBoolean()
  downloadable?: boolean;

  static values(this: void, material: MaterialInputDto): MaterialValues {
    const { id, type, title, description = '', url, downloadable = false } = material;
    const { durationSeconds = null, fileSizeBytes = null } = material;
    return { ...(id && { id }), type, title, description, url, durationSeconds, fileSizeBytes, downloadable };
  }
}

export class MaterialsInputDto {
  @IsArray()
  @ArrayMaxSize(100)
  @ArrayUnique((material: MaterialInputDto) => material.id ?? Symbol('new'))
  @IsNested(() => MaterialInputDto, { each: true })
  data: MaterialInputDto[];
}

export class MaterialDto {
  /** @example "665f1c2ab7e4c0a1d2e3f409" */
  id: string;

  @ApiProperty({ enum: MATERIAL_TYPES, example: 'document' })
  type: MaterialType;

  /** @example "Cheat sheet" */
  title: string;

  /** @example "All operators on one page" */
  description: string;

  /**
   * Null for those who may not keep it: learners without full access, and all of them where it isn't downloadable
   * @example "https://files.example.com/cheat-sheet.pdf"
   */
  @ApiProperty({ type: String, nullable: true })
  url: string | null;

  /** @example 90 */
  @ApiProperty({ type: Number, nullable: true })
  durationSeconds: number | null;

  /** @example 48213 */
  @ApiProperty({ type: Number, nullable: true })
  fileSizeBytes: number | null;

  /**
   * Whether it may be kept. For learners it takes into account what the course or the lesson allows
   * @example true
   */
  downloadable: boolean;

  static of(this: void, material: MaterialView): MaterialDto {
    const { id, type, title, description, url, durationSeconds, fileSizeBytes, downloadable } = material;
    return { id, type, title, description, url, durationSeconds, fileSizeBytes, downloadable };
  }
}

export class MaterialListDto {
  data: MaterialDto[];
}
