import { html, type Html } from './html.ts';

const STYLE = html`<style>
  :root {
    color-scheme: light dark;
    --line: #8884;
    --soft: #8882;
    --accent: #3867d6;
  }
  * {
    box-sizing: border-box;
  }
  body {
    font:
      15px/1.5 system-ui,
      sans-serif;
    max-width: 60rem;
    margin: 0 auto;
    padding: 1.5rem 1rem 4rem;
  }
  header {
    display: flex;
    align-items: baseline;
    gap: 1rem;
    border-bottom: 1px solid var(--line);
  }
  h1 {
    font-size: 1.3rem;
    margin: 0 0 0.75rem;
    flex: 1;
  }
  a {
    color: var(--accent);
    text-decoration: none;
  }
  a:hover {
    text-decoration: underline;
  }
  button {
    font: inherit;
    padding: 0.2rem 0.8rem;
    border: 1px solid var(--line);
    border-radius: 6px;
    background: var(--soft);
    cursor: pointer;
  }
  time,
  dt,
  .empty {
    opacity: 0.65;
  }
  dl {
    display: grid;
    grid-template-columns: max-content 1fr;
    gap: 0.15rem 1rem;
  }
  dd {
    margin: 0;
    overflow-wrap: anywhere;
  }
  h2 {
    font-size: 1rem;
    margin: 1.5rem 0 0.5rem;
  }
</style>`;

/** A page of a stand-in. `style` adds to the look that all of them share. */
export const page = (title: string, body: Html, style?: Html): string =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        ${STYLE} ${style}
      </head>
      <body>
        ${body}
      </body>
    </html>`.source;
