/**
 * `npm run check:browser [-- --screenshot]`: looks at Swagger UI with a real browser, as whoever evaluates Lyceum will.
 * With `--screenshot` it also takes the picture that the documentation shows.
 */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { launchChromium } from './browser/chromium.ts';
import { startProduct, type Product } from './browser/product.ts';
import { SwaggerUi } from './browser/swagger-ui.ts';

const PICTURE = 'docs/images/swagger-ui.png';

const { values: options } = parseArgs({ options: { screenshot: { type: 'boolean', default: false } } });
let failed = 0;

/** Prints one finding. */
function check(what: string, actual: unknown, expected: unknown): void {
  const ok = isDeepStrictEqual(actual, expected);
  if (!ok) failed++;
  console.log(`${ok ? 'ok  ' : 'FAIL'} ${what}`);
  if (!ok) console.log(`     expected ${JSON.stringify(expected)}\n     found    ${JSON.stringify(actual)}`);
}

try {
  const browser = await launchChromium();
  const product = await startProduct().catch(async (error: unknown) => {
    await browser.close();
    throw error;
  });
  try {
    await visit(product, await browser.newPage({ viewport: { width: 1120, height: 1240 } }));
  } finally {
    await browser.close();
    await product.stop();
  }
} catch (error) {
  console.error((error as Error).message);
  failed++;
}
process.exit(failed === 0 ? 0 : 1);

async function visit({ url, people }: Product, page: Page): Promise<void> {
  const ui = new SwaggerUi(page);
  const contract = (await (await fetch(`${url}/openapi.json`)).json()) as Contract;
  await ui.open(`${url}/docs`);
  check('the page has our title', await page.title(), contract.info.title);
  // Before anybody has signed in: nothing secret is in the picture.
  if (options.screenshot) await takePicture(page);
  const { tags, operations } = await ui.contents();
  check(
    'it shows all chapters in order',
    tags,
    contract.tags.map(({ name }) => name),
  );
  check('it shows all operations', operations.toSorted(), titlesOf(contract).toSorted());

  const person = people[0]!;
  await ui.authorize(await signIn(url, person));
  const answer = await ui.execute('me', 'meRead');
  check('"Try it out" reads the account of whoever has signed in', answer.status, '200');
  check('and shows it', answer.body.includes(`"email": "${person.email}"`), true);
  check('the browser finds no fault with the page', ui.complaints, []);
}

interface Contract {
  readonly info: { readonly title: string };
  readonly tags: readonly { readonly name: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

function titlesOf({ paths }: Contract): string[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
}

async function signIn(url: string, { email, password }: Product['people'][number]): Promise<string> {
  const response = await fetch(`${url}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });
  return ((await response.json()) as { accessToken: string }).accessToken;
}

async function takePicture(page: Page): Promise<void> {
  mkdirSync(dirname(PICTURE), { recursive: true });
  await page.screenshot({ path: PICTURE });
  console.log(`     took ${PICTURE}`);
}
