import { Controller, Get, Param, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiParam, ApiProduces, ApiTags } from '@nestjs/swagger';
import { Allow, CurrentUser, Permission, type Principal } from '../../../common/access/index.js';
import { CryptoErrors } from '../../../infra/crypto/index.js';
import { Throws } from '../../../common/openapi/index.js';
import { IdPipe } from '../../../common/validation/index.js';
import { ReadReceipt } from '../application/read-receipt.js';
import { PaymentErrors } from '../domain/payment.errors.js';

@ApiTags('payments')
@Allow(Permission.Pay)
@Controller('payments/:id/receipt')
export class ReceiptsController {
  constructor(private readonly readReceipt: ReadReceipt) {}

  /** The receipt of a completed payment, as a PDF file. */
  @Get()
  @ApiParam({ name: 'id', example: '665f1c2ab7e4c0a1d2e3f40a' })
  @ApiProduces('application/pdf')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  @Throws(PaymentErrors.notFound, PaymentErrors.noReceipt, CryptoErrors.damagedValue)
  async read(@Param('id', IdPipe) id: string, @CurrentUser() user: Principal): Promise<StreamableFile> {
    const seesAll = user.permissions.has(Permission.ManagePayments);
    const { filename, content } = await this.readReceipt.execute(id, { userId: user.userId, seesAll });
    return new StreamableFile(content, {
      type: 'application/pdf',
      disposition: `attachment; filename="${filename}"`,
    });
  }
}
