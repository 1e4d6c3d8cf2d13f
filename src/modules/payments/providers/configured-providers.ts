import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../common/errors/index.js';
import { PaymentsConfig } from '../../../config/index.js';
import { PaymentProviders, type PaymentProvider } from '../domain/payment-provider.js';
import { PaymentErrors } from '../domain/payment.errors.js';
import type { ProviderMethod } from '../domain/payment.js';
import { SslcommerzProvider } from './sslcommerz.provider.js';
import { StripeProvider } from './stripe.provider.js';

/** The providers for which there are keys. */
@Injectable()
export class ConfiguredProviders extends PaymentProviders {
  private readonly offered: Readonly<Partial<Record<ProviderMethod, PaymentProvider>>>;

  constructor(config: PaymentsConfig, stripe: StripeProvider, sslcommerz: SslcommerzProvider) {
    super();
    this.offered = {
      ...(config.STRIPE_SECRET_KEY && { stripe }),
      ...(config.SSLCOMMERZ_STORE_ID && { sslcommerz }),
    };
  }

  of(method: ProviderMethod): PaymentProvider {
    const provider = this.offered[method];
    if (provider) return provider;
    throw new DomainError(PaymentErrors.providerRefused, {
      detail: `Payment by ${method} is not set up here. Choose another method.`,
    });
  }
}
