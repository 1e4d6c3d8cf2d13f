import { z } from 'zod';

type Shape = Record<string, z.ZodType>;
type Values<S extends Shape> = Readonly<z.infer<z.ZodObject<S>>>;

/** A class made by {@link namespace}: an injection token, a type and the schema of its variables in one. */
export interface Namespace<S extends Shape = Shape> {
  new (values: Values<S>): Values<S>;
  readonly title: string;
  readonly shape: S;
}

/**
 * Declares a group of environment variables as a class whose properties carry the variables' own names, so that a
 * setting has one name in the shell, in the documentation and in the code:
 *
 * `class HttpConfig extends namespace('HTTP', { PORT: z.coerce.number().default(3000) }) {}`
 */
export function namespace<S extends Shape>(title: string, shape: S): Namespace<S> {
  class Values {
    static readonly title = title;
    static readonly shape = shape;
    constructor(values: object) {
      Object.assign(this, values);
      Object.freeze(this);
    }
  }
  return Values as unknown as Namespace<S>;
}
