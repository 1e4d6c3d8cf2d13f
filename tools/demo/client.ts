/** What a client application is: something that sends requests and reads answers. */
export class Client {
  readonly url: string;
  private readonly token: string | undefined;

  constructor(url: string, token?: string) {
    this.url = url;
    this.token = token;
  }

  as(token: string): Client {
    return new Client(this.url, token);
  }

  async get<T>(path: string): Promise<T> {
    return (await this.send('GET', path)).json() as Promise<T>;
  }

  async post<T>(path: string, body?: unknown, headers?: Record<string, string>): Promise<T> {
    return this.read<T>(await this.send('POST', path, body, headers));
  }

  async put<T>(path: string, body: unknown): Promise<T> {
    return this.read<T>(await this.send('PUT', path, body));
  }

  async download(path: string, accept: string): Promise<Uint8Array> {
    return new Uint8Array(await (await this.send('GET', path, undefined, { accept })).arrayBuffer());
  }

  /** @throws Error with what the server says, when it refuses */
  async send(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    const answer = await fetch(new URL(path, this.url), {
      method,
      headers: {
        ...(this.token && { authorization: `Bearer ${this.token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`);
    return answer;
  }

  private async read<T>(answer: Response): Promise<T> {
    const text = await answer.text();
    return (text ? JSON.parse(text) : undefined) as T;
  }
}
