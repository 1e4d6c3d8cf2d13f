import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, CurrentUser, Permission, type Principal } from '../../../common/access/index.js';
import { mapPage } from '../../../common/pagination/index.js';
import { ReadPayments } from '../application/read-payments.js';
import { PaymentDto, PaymentPageDto } from './payment.dto.js';
import { PaymentQuery } from './payment-query.dto.js';

@ApiTags('me')
@Allow(Permission.Pay)
@Controller('users/me/payments')
export class OwnPaymentsController {
  constructor(private readonly payments: ReadPayments) {}

  /** One's own payments, newest first. */
  @Get()
  async list(@Query() query: PaymentQuery, @CurrentUser() { userId }: Principal): Promise<PaymentPageDto> {
    return mapPage(await this.payments.list({ ...query, userId }), PaymentDto.of);
  }
}
