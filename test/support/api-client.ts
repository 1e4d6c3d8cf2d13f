/** An answer as a client sees it. */
export interface Answer<T = Record<string, unknown>> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
  readonly text: string;
}

interface Call {
  body?: unknown;
  headers?: Record<string, string>;
}

/** Talks to the API over HTTP, as one caller. Paths are absolute: `/api/v1/users/me`. */
export class ApiClient {
  constructor(
    readonly url: string,
    private readonly token?: string,
  ) {}

  /** The same API, asked by the bearer of a token. */
  as(token: string): ApiClient {
    return new ApiClient(this.url, token);
  }

  get<T = Record<string, unknown>>(path: string, headers?: Record<string, string>): Promise<Answer<T>> {
    return this.send<T>('GET', path, { headers });
  }

  post<T = Record<string, unknown>>(
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer<T>> {
    return this.send<T>('POST', path, { body, headers });
  }

  /** What isn't text. */
  bytes(path: string): Promise<Response> {
    return fetch(this.url + path, { headers: this.token ? { authorization: `Bearer ${this.token}` } : {} });
  }

  async send<T = Record<string, unknown>>(
    method: string,
    path: string,
    { body, headers = {} }: Call = {},
  ): Promise<Answer<T>> {
    const raw = typeof body === 'string' || body instanceof Uint8Array;
    const response = await fetch(this.url + path, {
      method,
      redirect: 'manual',
      headers: {
        ...(this.token && { authorization: `Bearer ${this.token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: raw ? (body as string) : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = /[/+]json/.test(response.headers.get('content-type') ?? '');
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: (isJson && text ? JSON.parse(text) : {}) as T,
    };
  }
}
