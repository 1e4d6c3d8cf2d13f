import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

/** Where systems keep it. */
const USUAL_PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Quiet, alone and the same everywhere: no GPU, no sandbox (containers run as root), nothing fetched by itself. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Starts the Chromium that is installed on this machine; none is ever downloaded.
 *
 * @throws Error that says what to do when there is none
 */
export function launchChromium(): Promise<Browser> {
  const executablePath = process.env['CHROME_PATH'] ?? USUAL_PLACES.find((path) => existsSync(path));
  if (!executablePath || !existsSync(executablePath))
    throw new Error(
      'There is no Chromium here. Install one (Debian: apt-get install chromium) or set CHROME_PATH to its executable.',
    );
  return chromium.launch({ executablePath, headless: true, args: FLAGS });
}
