import { Injectable } from '@nestjs/common';
import { domainEvent } from '../../../common/events/index.js';
import { requestContext, type RequestContext } from '../../../common/http/request-context.js';
import { OnEvent, type ReceivedEvent } from '../index.js';

export class OrderPlaced extends domainEvent<{ orderId: string }>('OrderPlaced') {}

/** Two handlers of one event, which remember what they got. */
@Injectable()
export class OrderHandlers {
  readonly receipts: ReceivedEvent<OrderPlaced>[] = [];
  readonly shipments: ReceivedEvent<OrderPlaced>[] = [];
  readonly contexts: (RequestContext | undefined)[] = [];
  failShipment = false;

  @OnEvent(OrderPlaced, { name: 'receipts.send' })
  async sendReceipt(event: ReceivedEvent<OrderPlaced>): Promise<void> {
    this.receipts.push(event);
    this.contexts.push(requestContext.getStore());
  }

  @OnEvent(OrderPlaced, { name: 'shipments.prepare' })
  async prepareShipment(event: ReceivedEvent<OrderPlaced>): Promise<void> {
    this.shipments.push(event);
    if (this.failShipment) throw new Error('no more boxes');
  }
}
