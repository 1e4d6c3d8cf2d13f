import { countryName, type Billing } from '../domain/billing.js';
import type { CheckoutRequest } from '../domain/payment-provider.js';

/** It asks for an address although nothing is shipped; not everybody gives one. */
const UNKNOWN = 'N/A';

/**
 * The buyer in SSLCommerz's words, cut to the lengths that it takes
 * (https://developer.sslcommerz.com/doc/v4, "Customer Information").
 */
export function customerFields(
  { name, email }: CheckoutRequest['customer'],
  billing: Billing | null,
): Record<string, string> {
  const { line1, line2, city, state, country, postalCode } = billing?.address ?? {};
  const phone = billing?.phone?.replace(/[^\d+]/g, '');
  return {
    cus_name: name.slice(0, 50),
    cus_email: email,
    cus_add1: line1?.slice(0, 50) ?? UNKNOWN,
    ...(line2 && { cus_add2: line2.slice(0, 50) }),
    cus_city: city?.slice(0, 50) ?? UNKNOWN,
    ...(state && { cus_state: state.slice(0, 50) }),
    cus_postcode: postalCode ?? UNKNOWN,
    cus_country: country ? countryName(country).slice(0, 50) : UNKNOWN,
    cus_phone: phone ? phone.slice(0, 20) : UNKNOWN,
  };
}
