import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { Type } from 'class-transformer';
import { IsArray, IsEmail, IsInt, IsObject, IsOptional, Max, ValidateNested } from 'class-validator';
import helmet from 'helmet';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Public } from '../../src/common/access/index.js';
import { securityHeaders } from '../../src/common/http/security-headers.js';
import { IdPipe } from '../../src/common/validation/index.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

class LineDto {
  @IsInt()
  @Max(10)
  quantity: number;
}

class OrderDto {
  @IsEmail()
  email: string;

  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => LineDto)
  lines: LineDto[];

  @IsOptional()
  @IsObject()
  extra?: object;
}

class PageDto {
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Max(100)
  limit?: number;
}

@Controller('probe')
class ProbeController {
  @Get('undeclared')
  undeclared() {
    return { reached: true };
  }

  @Public()
  @Post('orders')
  order(@Body() order: OrderDto) {
    return order;
  }

  @Public()
  @Get('things')
  things(@Query() { limit }: PageDto) {
    return { limit };
  }

  @Public()
  @Get('things/:id')
  thing(@Param('id', IdPipe) id: string) {
    return { id };
  }

  @Public()
  @Get('crash')
  crash() {
    throw new Error('connection to db-17.internal refused for user root');
  }

  @Public()
  @Get('large')
  large() {
    return { text: 'lyceum '.repeat(10_000) };
  }
}

let probe: TestApp;
beforeAll(async () => {
  probe = await startTestApp({
    controllers: [ProbeController],
    config: {
      PUBLIC_URL: 'https://api.example.com',
      BODY_LIMIT_BYTES: 10_000,
      CORS_ORIGINS: ['https://app.example.com'],
    },
  });
});
afterAll(() => probe.close());

const problem = (status: number, code: string) => ({
  status,
  headers: expect.objectContaining({}) as Headers,
  body: expect.objectContaining({
    type: `urn:lyceum:problem:${code}`,
    status,
    code,
    requestId: expect.any(String) as string,
  }) as object,
});

describe('an error', () => {
  it('is a problem document that names the request, for a route that does not exist', async () => {
    const answer = await probe.api.get('/api/v1/nowhere?token=secret');
    expect(answer).toMatchObject(problem(404, 'no-route'));
    expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(answer.body).toMatchObject({
      instance: '/api/v1/nowhere',
      requestId: answer.headers.get('x-request-id'),
      title: expect.any(String) as string,
      detail: expect.any(String) as string,
    });
  });

  it.each([
    ['malformed JSON', '{"email":', { 'content-type': 'application/json' }, 400, 'malformed-request'],
    ['an attack on prototypes', '{"__proto__":{"admin":true}}', {}, 400, 'malformed-request'],
    ['a body over the limit', JSON.stringify({ email: 'x'.repeat(20_000) }), {}, 413, 'body-too-large'],
    [
      'a media type that nobody reads',
      '<order/>',
      { 'content-type': 'text/xml' },
      415,
      'unsupported-media-type',
    ],
    ['plain text', 'order', { 'content-type': 'text/plain' }, 415, 'unsupported-media-type'],
    ['no body', undefined, {}, 400, 'validation-failed'],
  ] as const)('answers %s clearly', async (_, body, headers, status, code) => {
    expect(await probe.api.post('/api/v1/probe/orders', body, { ...headers })).toMatchObject(
      problem(status, code),
    );
  });

  it('names every refused field at once, nested ones by their path', async () => {
    const answer = await probe.api.post('/api/v1/probe/orders', {
      email: 'nobody',
      lines: [{ quantity: 1 }, { quantity: 11 }],
      admin: true,
    });
    expect(answer).toMatchObject(problem(400, 'validation-failed'));
    expect(answer.body['errors']).toEqual(
      expect.arrayContaining([
        { pointer: '/email', code: 'is-email', detail: expect.any(String) as string },
        { pointer: '/lines/1/quantity', code: 'max', detail: expect.any(String) as string },
        { pointer: '/admin', code: 'unknown-field', detail: expect.any(String) as string },
      ]),
    );
  });

  it('says of what is missing or of another type just that', async () => {
    const { body } = await probe.api.post('/api/v1/probe/orders', { lines: [{ quantity: 'two' }] });
    expect(body['errors']).toEqual(
      expect.arrayContaining([
        { pointer: '/email', code: 'required', detail: 'is required' },
        { pointer: '/lines/0/quantity', code: 'is-number', detail: 'must be a number' },
      ]),
    );
    expect((await probe.api.get('/api/v1/probe/things?limit=many')).body['errors']).toMatchObject([
      { parameter: 'limit', code: 'is-number' },
    ]);
  });

  it('names a refused query parameter or id', async () => {
    expect((await probe.api.get('/api/v1/probe/things?limit=101')).body['errors']).toMatchObject([
      { parameter: 'limit', code: 'max' },
    ]);
    expect((await probe.api.get('/api/v1/probe/things?color=red')).body['errors']).toMatchObject([
      { parameter: 'color', code: 'unknown-field' },
    ]);
    expect((await probe.api.get('/api/v1/probe/things/17')).body['errors']).toMatchObject([
      { parameter: 'id', code: 'is-id' },
    ]);
  });

  it.each([
    [{ email: 'a@b.co', lines: [], extra: { $where: 'sleep(1000)' } }, '/extra/$where'],
    [{ email: { $gt: '' }, lines: [] }, '/email/$gt'],
    [{ email: 'a@b.co', lines: [], extra: { 'profile.role': 'admin' } }, '/extra/profile.role'],
    [{ email: 'a@b.co', lines: [{ a: [{ $set: 1 }] }] }, '/lines/0/a/0/$set'],
  ])('refuses operators and paths as keys, however deep: %j', async (body, pointer) => {
    const answer = await probe.api.post('/api/v1/probe/orders', body);
    expect(answer).toMatchObject(problem(400, 'validation-failed'));
    expect(answer.body['errors']).toMatchObject([{ pointer, code: 'unsafe-key' }]);
  });

  it('of our own making tells nothing about the inside, but is logged with its request', async () => {
    const answer = await probe.api.get('/api/v1/probe/crash');
    expect(answer).toMatchObject(problem(500, 'internal'));
    expect(answer.text).not.toContain('db-17');
    const logged = probe.log.find((line) => line.includes('db-17'));
    expect(logged).toContain(answer.headers.get('x-request-id'));
  });

  it('is answered even to bytes that are no HTTP, or a URL that is no URL', async () => {
    expect(await sendBytes('GARBAGE\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 [\s\S]*"code":"malformed-request"/);
    expect(await sendBytes('GET /api/v1/%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')).toMatch(
      /^HTTP\/1\.1 400 [\s\S]*"code":"malformed-request"/,
    );
  });
});

describe('a route', () => {
  it('that declares no permission is closed to everybody', async () => {
    expect(await probe.api.get('/api/v1/probe/undeclared')).toMatchObject(
      problem(403, 'insufficient-permissions'),
    );
  });
});

describe('every answer', () => {
  it('carries the headers that helmet would set', async () => {
    const answer = await probe.api.get('/api/health/live');
    for (const [name, value] of Object.entries(helmetHeaders()))
      expect(answer.headers.get(name), name).toBe(value);
    expect(answer.headers.get('x-powered-by')).toBeNull();
  });

  it('on plain HTTP tells no browser to look for HTTPS, where nobody would answer', () => {
    const { 'content-security-policy': policy, ...others } = securityHeaders(false);
    expect(policy).not.toContain('upgrade-insecure-requests');
    expect(others).not.toHaveProperty('strict-transport-security');
    expect(policy).toContain("script-src 'self'");
  });

  it("carries the caller's request id if it is a harmless one, and one of ours otherwise", async () => {
    const own = await probe.api.get('/api/health/live', { 'x-request-id': 'checkout-0815' });
    expect(own.headers.get('x-request-id')).toBe('checkout-0815');
    const bad = await probe.api.get('/api/health/live', { 'x-request-id': '<script>' });
    expect(bad.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('has an ETag, and is 304 without a body when the client holds the same', async () => {
    const first = await probe.api.get('/api/v1/probe/things?limit=7');
    const tag = first.headers.get('etag') ?? '';
    expect(tag).toMatch(/^"[\w-]+"$/);
    for (const held of [tag, `W/${tag}`, `"other", ${tag}`, '*']) {
      const again = await probe.api.get('/api/v1/probe/things?limit=7', { 'if-none-match': held });
      expect(again, held).toMatchObject({ status: 304, text: '' });
      expect(again.headers.get('etag')).toBe(tag);
    }
    expect((await probe.api.get('/api/v1/probe/things?limit=8', { 'if-none-match': tag })).status).toBe(200);
    expect((await probe.api.get('/api/v1/nowhere', { 'if-none-match': '*' })).status).toBe(404);
  });

  it('is compressed when it is large and the client can read that', async () => {
    const large = await headersOf('/api/v1/probe/large', { 'accept-encoding': 'gzip' });
    expect(large['content-encoding']).toBe('gzip');
    expect(large['vary']).toContain('accept-encoding');
    expect(
      (await headersOf('/api/v1/probe/things', { 'accept-encoding': 'gzip' }))['content-encoding'],
    ).toBeUndefined();
  });

  it('may be read by the browser applications that are listed, and by no others', async () => {
    const listed = await probe.api.get('/api/health/live', { origin: 'https://app.example.com' });
    expect(listed.headers.get('access-control-allow-origin')).toBe('https://app.example.com');
    const stranger = await probe.api.get('/api/health/live', { origin: 'https://evil.example.com' });
    expect(stranger.headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('the log', () => {
  it('has one line a request, with its template and without its query', async () => {
    const { headers } = await probe.api.get('/api/v1/probe/things?limit=3');
    const id = headers.get('x-request-id') ?? '';
    await expect.poll(() => probe.log.filter((line) => line.includes(id))).toHaveLength(1);
    const line = probe.log.find((entry) => entry.includes(id)) ?? '';
    expect(JSON.parse(line)).toMatchObject({
      method: 'GET',
      path: '/api/v1/probe/things',
      route: '/api/v1/probe/things',
      status: 200,
    });
    expect(line).not.toContain('limit');
  });
});

/** The headers that the helmet package sets on an answer. */
function helmetHeaders(): Record<string, string> {
  const headers: Record<string, string> = {};
  const response = {
    setHeader: (name: string, value: string) => void (headers[name.toLowerCase()] = value),
    removeHeader: () => undefined,
  };
  helmet()({} as never, response as never, () => undefined);
  return headers;
}

function sendBytes(bytes: string): Promise<string> {
  const { hostname, port } = new URL(probe.api.url);
  return new Promise((resolve, reject) => {
    let received = '';
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    socket.on('data', (chunk) => (received += chunk.toString()));
    socket.on('close', () => resolve(received));
    socket.on('error', reject);
  });
}

/** As `fetch`, which decompresses and hides that it did. */
function headersOf(path: string, headers: Record<string, string>): Promise<NodeJS.Dict<string | string[]>> {
  return new Promise((resolve, reject) => {
    httpRequest(probe.api.url + path, { headers }, (response) => {
      response.resume().on('end', () => resolve(response.headers));
    })
      .on('error', reject)
      .end();
  });
}
