import { Controller, Module, Post, RawBody } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HttpConfig, readConfig } from '../../config/index.js';
import { createLogger } from '../../infra/logging/index.js';
import { addHooks, createAdapter, ProblemFilter, SignedBody } from './index.js';

@Controller()
class Webhooks {
  @Post('json')
  @SignedBody('application/json')
  json(@RawBody() body: Buffer) {
    return { bytes: body.toString('latin1') };
  }

  @Post('form')
  @SignedBody('application/x-www-form-urlencoded')
  form(@RawBody() body: Buffer) {
    return { bytes: body.toString('latin1') };
  }

  @Post('ordinary')
  ordinary() {
    return {};
  }
}

@Module({ controllers: [Webhooks] })
class WebhookModule {}

describe('a route with a signed body', () => {
  let app: NestFastifyApplication;
  let url: string;

  beforeAll(async () => {
    const adapter = createAdapter(readConfig(HttpConfig), createLogger('silent'));
    app = await NestFactory.create<NestFastifyApplication>(WebhookModule, adapter, {
      logger: false,
      rawBody: true,
    });
    app.useGlobalFilters(new ProblemFilter([]));
    addHooks(app.getHttpAdapter().getInstance(), {
      https: false,
      lifecycle: { stopping: false },
      observe: () => undefined,
    });
    await app.listen(0, '127.0.0.1');
    url = await app.getUrl();
  });
  afterAll(() => app.close());

  const post = async (path: string, type: string | undefined, body: string | Uint8Array<ArrayBuffer>) => {
    const headers: Record<string, string> = type === undefined ? {} : { 'content-type': type };
    const response = await fetch(`${url}/${path}`, { method: 'POST', headers, body });
    return { status: response.status, body: (await response.json()) as { bytes?: string; code?: string } };
  };

  it('is given the bytes as they came, not what they mean', async () => {
    const json = '{ "b":1,\n  "a.b": "\\u00e9", "$set": [1.0] }';
    expect(await post('json', 'application/json; charset=utf-8', json)).toEqual({
      status: 201,
      body: { bytes: json },
    });
    const form = 'b=%7E+1&a=~%201&a.b=2&%24set=%C3%A9';
    expect((await post('form', 'application/x-www-form-urlencoded', form)).body.bytes).toBe(form);
  });

  it('is given bytes that are no UTF-8 unharmed', async () => {
    const bytes = Uint8Array.from([0x22, 0xff, 0xfe, 0x22]);
    const answer = await post('json', 'application/json', bytes);
    expect(Buffer.from(answer.body.bytes ?? '', 'latin1')).toEqual(Buffer.from(bytes));
  });

  it.each([
    ['json', 'application/x-www-form-urlencoded', 'a=1'],
    ['form', 'application/json', '{"a":1}'],
    ['json', 'application/xml', '<a/>'],
    ['json', 'text/plain', '{"a":1}'],
  ])('answers 415 at /%s to %s', async (path, type, body) => {
    const answer = await post(path, type, body);
    expect([answer.status, answer.body.code]).toEqual([415, 'unsupported-media-type']);
  });

  it('answers 415 to a body of no type', async () => {
    expect((await post('json', undefined, new Uint8Array([0x7b, 0x7d]))).status).toBe(415);
  });

  it('leaves other routes strict', async () => {
    const answer = await post('ordinary', 'application/json', '{"a.b":1}');
    expect([answer.status, answer.body.code]).toEqual([400, 'validation-failed']);
  });
});
