import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { IsBoolean, ValidateIf } from 'class-validator';

/** The field may be left out but, unlike with `@IsOptional()`, not be null: there is nothing that null would mean. */
export const IsOmittable = (): PropertyDecorator => ValidateIf((_object, value) => value !== undefined);

/** `true` or `false` in a query. */
export const IsQueryFlag = (): PropertyDecorator =>
  applyDecorators(
    Transform(({ value }) => (value === 'true' ? true : value === 'false' ? false : (value as unknown)), {
      toClassOnly: true,
    }),
    IsBoolean(),
  );
