import type { Locator, Page } from 'playwright-core';

/** What Swagger UI shows of an answer. */
export interface ShownAnswer {
  readonly status: string;
  readonly body: string;
}

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

  /** The names of the chapters, from top to bottom. */
  tags(): Promise<string[]> {
    return this.page
      .locator('.opblock-tag')
      .evaluateAll((tags) => tags.map((tag) => tag.getAttribute('data-tag')!));
  }

  /** What is shown as `METHOD /path`, from top to bottom. */
  async operationTitles(): Promise<string[]> {
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

  /** Gives the page a token for all that follows. */
  async authorize(token: string): Promise<void> {
    await this.page.locator('.auth-wrapper > .authorize').click();
    const dialog = this.page.locator('.modal-ux');
    await dialog.locator('input').fill(token);
    await dialog.locator('button.authorize').click();
    await dialog.locator('button.btn-done').click();
  }

  /** Opens an operation, presses "Try it out" and "Execute", and reads what came back. */
  async execute(tag: string, operationId: string): Promise<ShownAnswer> {
    const block = this.page.locator(`[id="operations-${tag}-${operationId}"]`);
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
