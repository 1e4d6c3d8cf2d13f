import { startAnnouncingProgram, type Program } from './program.ts';

/** What `tools/standins/main.ts` announces. */
interface Announced {
  readonly mail: { readonly smtpPort: number; readonly webUrl: string };
  readonly stripe: { readonly url: string; readonly secretKey: string; readonly webhookSecret: string };
  readonly sslcommerz: { readonly url: string; readonly storeId: string; readonly storePassword: string };
  readonly github: { readonly url: string; readonly clientId: string; readonly clientSecret: string };
}

/** The outside world, played. */
export interface StandIns extends Program {
  /** What the application must be told to talk to them. */
  readonly env: NodeJS.ProcessEnv;
  /** Where somebody can look at them, by name. */
  readonly pages: Readonly<Record<string, string>>;
}

/** A stand-in that is used unless the variable says that the real one is. */
interface Part {
  readonly name: string;
  readonly unless: string;
  readonly url: string;
  readonly env: NodeJS.ProcessEnv;
}

/**
 * Plays what the environment names no keys for. Mail is always caught: nobody gets any from a developer's machine.
 *
 * @param url where the API will be
 */
export async function startStandIns(url: string): Promise<StandIns> {
  const { announced, ...program } = await startAnnouncingProgram<Announced>(
    'tools/standins/main.ts',
    process.env,
    ['--stripe-webhook-url', `${url}/api/v1/payments/webhooks/stripe`],
  );
  const { mail } = announced;
  const played = partsOf(announced).filter(({ unless }) => !process.env[unless]);
  return {
    ...program,
    env: Object.assign(
      {
        SMTP_HOST: '127.0.0.1',
        SMTP_PORT: String(mail.smtpPort),
        SMTP_REQUIRE_TLS: 'false',
        MAIL_CATCHER_URL: mail.webUrl,
      },
      ...played.map(({ env }) => env),
    ) as NodeJS.ProcessEnv,
    pages: Object.fromEntries([
      ['Captured mail', mail.webUrl],
      ...played.map((part) => [`${part.name}, played`, part.url]),
    ]),
  };
}

const partsOf = ({ stripe, sslcommerz, github }: Announced): Part[] => [
  {
    name: 'Stripe',
    unless: 'STRIPE_SECRET_KEY',
    url: stripe.url,
    env: {
      STRIPE_API_URL: stripe.url,
      STRIPE_SECRET_KEY: stripe.secretKey,
      STRIPE_WEBHOOK_SECRET: stripe.webhookSecret,
    },
  },
  {
    name: 'SSLCommerz',
    unless: 'SSLCOMMERZ_STORE_ID',
    url: sslcommerz.url,
    env: {
      SSLCOMMERZ_API_URL: sslcommerz.url,
      SSLCOMMERZ_STORE_ID: sslcommerz.storeId,
      SSLCOMMERZ_STORE_PASSWORD: sslcommerz.storePassword,
    },
  },
  {
    name: 'GitHub',
    unless: 'GITHUB_CLIENT_ID',
    url: github.url,
    env: {
      GITHUB_BASE_URL: github.url,
      GITHUB_API_URL: github.url,
      GITHUB_CLIENT_ID: github.clientId,
      GITHUB_CLIENT_SECRET: github.clientSecret,
    },
  },
];
