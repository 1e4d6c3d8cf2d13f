import { parseArgs } from 'node:util';
import { announce } from './announce.ts';
import { startGithub } from './github/index.ts';
import { startMailCatcher } from './mail-catcher/index.ts';
import { startSslcommerz } from './sslcommerz/index.ts';
import { startStripe } from './stripe/index.ts';

/**
 * `node tools/standins/main.ts [--stripe-webhook-url URL]`
 *
 * All of the outside world in one process, which costs a fifth of a process for each. Prints what each announces as one
 * line of JSON, and runs until it is told to stop.
 */
const { values } = parseArgs({ options: { 'stripe-webhook-url': { type: 'string' } } });

const [mail, stripe, sslcommerz, github] = await Promise.all([
  startMailCatcher(),
  startStripe({ webhookUrl: values['stripe-webhook-url'] }),
  startSslcommerz(),
  startGithub(),
]);

announce(
  {
    mail: { smtpPort: mail.smtpPort, webUrl: mail.webUrl },
    stripe: { url: stripe.url, secretKey: stripe.secretKey, webhookSecret: stripe.webhookSecret },
    sslcommerz: {
      url: sslcommerz.url,
      storeId: sslcommerz.storeId,
      storePassword: sslcommerz.storePassword,
    },
    github: { url: github.url, clientId: github.clientId, clientSecret: github.clientSecret },
  },
  () => Promise.all([mail, stripe, sslcommerz, github].map((standIn) => standIn.close())),
);
