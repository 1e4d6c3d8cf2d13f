import { ApiProperty } from '@nestjs/swagger';
import { IsOptional, IsString, Matches, MaxLength, MinLength } from 'class-validator';
import { IsNested, PlainText } from '../../../common/validation/index.js';
import {
  PERSONAL_DETAILS,
  type Address,
  type PersonalDetail,
  type ReadDetails,
} from '../domain/personal-details.js';
import { IsBirthDate } from './birth-date.validator.js';

export class AddressDto implements Address {
  @IsOptional()
  @PlainText()
  @IsString()
  @MaxLength(200)
  @ApiProperty({ type: String, nullable: true, required: false, default: null, example: '1 High Street' })
  street: string | null = null;

  @IsOptional()
  @PlainText()
  @IsString()
  @MaxLength(100)
  @ApiProperty({ type: String, nullable: true, required: false, default: null, example: 'Edinburgh' })
  city: string | null = null;

  @IsOptional()
  @PlainText()
  @IsString()
  @MaxLength(100)
  @ApiProperty({ type: String, nullable: true, required: false, default: null, example: 'Scotland' })
  state: string | null = null;

  @IsOptional()
  @PlainText()
  @IsString()
  @MaxLength(100)
  @ApiProperty({ type: String, nullable: true, required: false, default: null, example: 'United Kingdom' })
  country: string | null = null;

  @IsOptional()
  @PlainText()
  @IsString()
  @MaxLength(20)
  @ApiProperty({ type: String, nullable: true, required: false, default: null, example: 'EH1 1SR' })
  zipCode: string | null = null;
}

const EXAMPLE = {
  street: '1 High Street',
  city: 'Edinburgh',
  state: 'Scotland',
  country: 'United Kingdom',
  zipCode: 'EH1 1SR',
};

/** What nobody else is shown. It is stored encrypted. */
export class PersonalDetailsDto {
  @ApiProperty({ type: String, nullable: true, example: '+44 131 496 0000' })
  phone: string | null;

  @ApiProperty({ type: String, format: 'date', nullable: true, example: '1990-05-17' })
  dateOfBirth: string | null;

  @ApiProperty({ type: AddressDto, nullable: true, example: EXAMPLE })
  address: AddressDto | null;

  /** Those that were damaged from outside and are not shown: enter them anew, or contact support */
  @ApiProperty({ enum: PERSONAL_DETAILS, isArray: true, example: [] })
  unreadable: PersonalDetail[];

  static of({ phone, dateOfBirth, address, unreadable }: ReadDetails): PersonalDetailsDto {
    return { phone, dateOfBirth, address, unreadable: [...unreadable] };
  }
}

/** Details to change; null clears one. */
export class UpdatePersonalDetailsDto {
  @IsOptional()
  @IsString()
  @MinLength(5)
  @MaxLength(30)
  @Matches(/^\+?[\d\s\-()]+$/)
  @ApiProperty({ type: String, nullable: true, example: '+44 131 496 0000' })
  phone?: string | null;

  /** Not in the future */
  @IsOptional()
  @IsBirthDate()
  @ApiProperty({ type: String, format: 'date', nullable: true, example: '1990-05-17' })
  dateOfBirth?: string | null;

  /** As a whole: what isn't named in it is cleared */
  @IsOptional()
  @IsNested(() => AddressDto)
  @ApiProperty({ type: AddressDto, nullable: true, example: EXAMPLE })
  address?: AddressDto | null;
}
