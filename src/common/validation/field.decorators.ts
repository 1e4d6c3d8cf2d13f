import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform, Type, type ClassConstructor } from 'class-transformer';
import { IsBoolean, IsDate, IsObject, IsOptional, ValidateIf, ValidateNested } from 'class-validator';

/** The field may be left out but, unlike with `@IsOptional()`, not be null: there is nothing that null would mean. */
export const IsOmittable = (): PropertyDecorator => ValidateIf((_object, value) => value !== undefined);

/** The field must be there, although the class that this one extends lets it be left out, which would be inherited. */
export const IsRequired = (): PropertyDecorator => ValidateIf(() => true);

/** `true` or `false` in a query. */
export const IsQueryFlag = (): PropertyDecorator =>
  applyDecorators(
    Transform(({ value }) => (value === 'true' ? true : value === 'false' ? false : (value as unknown)), {
      toClassOnly: true,
    }),
    IsBoolean(),
  );

/** An instant in a query, which may be left out. */
export const IsQueryTime = (): PropertyDecorator =>
  applyDecorators(
    IsOptional(),
    Type(() => Date),
    IsDate(),
    ApiProperty({ type: String, format: 'date-time', required: false }),
  );

/**
 * An object with fields of its own. `@ValidateNested()` alone takes a list of them as well.
 *
 * @param options.each it is a list of such objects
 */
export const IsNested = (
  type: () => ClassConstructor<object>,
  { each = false }: { each?: boolean } = {},
): PropertyDecorator => applyDecorators(IsObject({ each }), ValidateNested({ each }), Type(type));
