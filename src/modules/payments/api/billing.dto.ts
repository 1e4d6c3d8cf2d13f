import { ApiProperty } from '@nestjs/swagger';
import {
  IsISO31661Alpha2,
  IsOptional,
  IsString,
  IsUppercase,
  Matches,
  MaxLength,
  MinLength,
} from 'class-validator';
import { IsNested, PlainText } from '../../../common/validation/index.js';
import type { Billing, BillingAddress } from '../domain/billing.js';

export class BillingAddressDto implements BillingAddress {
  /** @example "House 12, Road 5" */
  @PlainText()
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  line1: string;

  @IsOptional()
  @PlainText()
  @IsString()
  @MaxLength(100)
  @ApiProperty({ type: String, nullable: true, required: false, default: null, example: 'Dhanmondi' })
  line2: string | null = null;

  /** @example "Dhaka" */
  @PlainText()
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  city: string;

  /** State, province or division */
  @IsOptional()
  @PlainText()
  @IsString()
  @MaxLength(100)
  @ApiProperty({ type: String, nullable: true, required: false, default: null, example: 'Dhaka Division' })
  state: string | null = null;

  /**
   * Two capital letters by ISO 3166-1
   * @example "BD"
   */
  @IsString()
  @IsISO31661Alpha2()
  @IsUppercase()
  country: string;

  /** @example "1205" */
  @PlainText()
  @IsString()
  @MinLength(1)
  @MaxLength(20)
  postalCode: string;
}

/** Whom a payment is billed to, beside name and email. It is stored encrypted. */
export class BillingDto implements Billing {
  @IsOptional()
  @IsString()
  @MinLength(5)
  @MaxLength(30)
  @Matches(/^\+?[\d\s\-()]+$/)
  @ApiProperty({ type: String, nullable: true, required: false, default: null, example: '+880 1711 000000' })
  phone: string | null = null;

  @IsNested(() => BillingAddressDto)
  address: BillingAddressDto;
}
