import { parseArgs } from 'node:util';
import { announce } from '../announce.ts';
import { startMailCatcher } from './index.ts';

/**
 * `node tools/standins/mail-catcher/main.ts [--smtp-port N] [--web-port N] [--starttls]`
 *
 * Prints where it listens as one line of JSON, and runs until it is told to stop.
 */
const { values } = parseArgs({
  options: {
    'smtp-port': { type: 'string', default: '0' },
    'web-port': { type: 'string', default: '0' },
    starttls: { type: 'boolean', default: false },
  },
});

const catcher = await startMailCatcher({
  smtpPort: Number(values['smtp-port']),
  webPort: Number(values['web-port']),
  startTls: values.starttls,
});
const { smtpPort, webUrl, certificate } = catcher;
announce({ smtpPort, webUrl, certificate }, () => catcher.close());
