import type { Locator, Page } from 'playwright-core';

/** What Swagger UI shows of an answer. */
export interface ShownAnswer {
  readonly status: string;
  readonly body: string;
}

/** How long the page may take to show what has come into sight. */
const SETTLING_MS = 150;

/** Swagger UI at /docs, in the hands of somebody with a browser. */
export class SwaggerUi {
  /** Whatever the browser found fault with: errors, blocked and failed requests, breaches of the security policy. */
  readonly complaints: string[] = [];
  private readonly page: Page;

  constructor(page: Page) {
    this.page = page;
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) this.complaints.push(message.text());
    });
    page.on('pageerror', (error) => this.complaints.push(error.message));
    page.on('requestfailed', (request) => this.complaints.push(`${request.url()}: not loaded`));
    page.on('response', (response) => {
      if (response.status() >= 400) this.complaints.push(`${response.url()}: ${response.status()}`);
    });
  }

  async open(url: string): Promise<void> {
    await this.page.goto(url);
    await this.operations().first().waitFor();
  }

  /** The names of the chapters, and the operations as `METHOD /path`, from top to bottom. */
  async contents(): Promise<{ tags: string[]; operations: string[] }> {
    const tags = new Set<string>();
    const operations = new Set<string>();
    await this.scrollThrough(async () => {
      for (const tag of await this.shownTags()) tags.add(tag);
      for (const operation of await this.shownOperations()) operations.add(operation);
      return false;
    });
    return { tags: [...tags], operations: [...operations] };
  }

  private shownTags(): Promise<string[]> {
    return this.page
      .locator('.opblock-tag')
      .evaluateAll((tags) => tags.map((tag) => tag.getAttribute('data-tag')!));
  }

  private async shownOperations(): Promise<string[]> {
    const titles = await this.operations().evaluateAll((blocks) =>
      blocks.map((block) =>
        ['.opblock-summary-method', '.opblock-summary-path']
          .map((part) => block.querySelector(part)?.textContent ?? '')
          .join(' '),
      ),
    );
    // The page puts marks between the parts of a path, where it may be broken.
    return titles.map((title) => title.replaceAll('\u200B', ''));
  }

  /** From the top to the end, until what is looked for is there: the page holds only what is in sight. */
  private async scrollThrough(isFound: () => Promise<boolean>): Promise<void> {
    await this.page.evaluate('scrollTo(0, 0)');
    for (let isEnd = false; ;) {
      await this.page.waitForTimeout(SETTLING_MS);
      if ((await isFound()) || isEnd) break;
      isEnd = await this.page.evaluate(`
        scrollBy(0, innerHeight / 2);
        scrollY + innerHeight >= document.documentElement.scrollHeight - 1`);
    }
  }

  /** Gives the page an access token for all that follows. */
  async authorize(token: string): Promise<void> {
    await this.page.locator('.auth-wrapper > .authorize').click();
    const dialog = this.page.locator('.modal-ux');
    const form = dialog.locator('form', { hasText: 'accessToken' });
    await form.locator('input').fill(token);
    await form.locator('button.authorize').click();
    await form.locator('button.btn-done').click();
  }

  /** Opens an operation, presses "Try it out" and "Execute", and reads what came back. */
  async execute(tag: string, operationId: string): Promise<ShownAnswer> {
    const block = this.page.locator(`[id="operations-${tag}-${operationId}"]`);
    await this.scrollThrough(() => block.isVisible());
    await block.locator('.opblock-summary-control').click();
    await block.locator('.try-out__btn').click();
    await block.locator('.execute').click();
    const answer = block.locator('.live-responses-table .response').first();
    return {
      status: (await answer.locator('.response-col_status').innerText()).trim(),
      body: await answer.locator('.response-col_description').innerText(),
    };
  }

  private operations(): Locator {
    return this.page.locator('.opblock');
  }
}
