import { Module } from '@nestjs/common';
import { PaymentProviders } from '../domain/payment-provider.js';
import { ConfiguredProviders } from './configured-providers.js';
import { SslcommerzClient } from './sslcommerz-client.js';
import { SslcommerzProvider } from './sslcommerz.provider.js';
import { StripeClient } from './stripe-client.js';
import { StripeProvider } from './stripe.provider.js';

/** Offers {@link PaymentProviders} to the payments module. */
@Module({
  providers: [
    StripeClient,
    StripeProvider,
    SslcommerzClient,
    SslcommerzProvider,
    { provide: PaymentProviders, useClass: ConfiguredProviders },
  ],
  exports: [PaymentProviders],
})
export class PaymentProvidersModule {}
