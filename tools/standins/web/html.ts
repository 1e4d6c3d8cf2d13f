const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** HTML that may stand in a page as it is. */
export class Html {
  readonly source: string;

  constructor(source: string) {
    this.source = source;
  }
}

const escape = (text: string) => text.replace(/[&<>"']/g, (character) => ENTITIES[character]!);

const render = (value: unknown): string => {
  if (value instanceof Html) return value.source;
  if (Array.isArray(value)) return value.map(render).join('');
  return value === false || value === undefined ? '' : escape(String(value));
};

/** Builds HTML; whatever is put in and isn't made by this function itself is escaped. */
export const html = (parts: TemplateStringsArray, ...values: unknown[]): Html =>
  new Html(
    parts.map((part, index) => (index < values.length ? part + render(values[index]) : part)).join(''),
  );
