import { missing, StripeRefusal } from './errors.ts';

/** The form-encoded parameters of a request: `line_items[0][quantity]=1`. */
export class Parameters {
  readonly #values: URLSearchParams;

  constructor(encoded: string) {
    this.#values = new URLSearchParams(encoded);
  }

  text(name: string): string | undefined {
    return this.#values.get(name) ?? undefined;
  }

  required(name: string): string {
    const value = this.text(name);
    if (!value) throw missing(name);
    return value;
  }

  integer(name: string): number | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    if (!/^-?\d+$/.test(value))
      throw new StripeRefusal(`Invalid integer: ${value}`, {
        code: 'parameter_invalid_integer',
        param: name,
      });
    return Number(value);
  }

  all(name: string): string[] {
    return [...this.#values.entries()]
      .filter(([key]) => key.replace(/\[\d*\]$/, '') === name)
      .map(([, value]) => value);
  }

  /** `metadata[a]=1&metadata[b]=2` -> `{ a: '1', b: '2' }` */
  group(name: string): Record<string, string> {
    const found = [...this.#values.entries()].filter(([key]) => key.startsWith(`${name}[`));
    return Object.fromEntries(found.map(([key, value]) => [key.slice(name.length + 1, -1), value]));
  }

  /** @throws StripeRefusal for a parameter whose name, without list positions, is none of these */
  allow(...names: readonly (string | RegExp)[]): void {
    for (const key of this.#values.keys()) {
      const known = names.some((name) => (typeof name === 'string' ? name === key : name.test(key)));
      if (!known)
        throw new StripeRefusal(`Received unknown parameter: ${key}`, {
          code: 'parameter_unknown',
          param: key,
        });
    }
  }
}
