export { PaymentProvidersModule } from './payment-providers.module.js';
