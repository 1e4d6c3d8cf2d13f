import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { request } from 'node:http';
import { createInterface } from 'node:readline';
import { createTransport, type SendMailOptions } from 'nodemailer';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startMailCatcher, type MailCatcher } from './index.ts';

describe('mail catcher', () => {
  let catcher: MailCatcher;

  beforeEach(async () => {
    catcher = await startMailCatcher();
  });
  afterEach(() => catcher.close());

  const send = async (mail: SendMailOptions, port = catcher.smtpPort) => {
    const transport = createTransport({ host: '127.0.0.1', port, tls: { rejectUnauthorized: false } });
    await transport.sendMail({ from: 'us@lyceum.example', to: 'ada@example.org', subject: 'Hi', ...mail });
  };
  const get = (path: string, init?: RequestInit) => fetch(catcher.webUrl + path, init);
  const page = async (path: string) => (await get(path)).text();
  const latest = () => catcher.messages()[0] as NonNullable<ReturnType<MailCatcher['messages']>[0]>;

  it('keeps what was sent, the latest first, and finds it by recipient', async () => {
    await send({ subject: 'One', text: 'first' });
    await send({ subject: 'Two', to: ['bob@example.org', 'eve@example.org'], html: '<p>second</p>' });
    const { data } = (await (await get('/api/messages')).json()) as { data: { subject: string }[] };
    expect(data.map(({ subject }) => subject)).toEqual(['Two', 'One']);
    const toEve = await (await get('/api/messages?to=EVE@example.org')).json();
    expect(toEve).toMatchObject({ data: [{ subject: 'Two', to: ['bob@example.org', 'eve@example.org'] }] });
    const one = await (await get(`/api/messages/${latest().id}`)).json();
    expect(one).toMatchObject({ subject: 'Two', html: expect.stringContaining('<p>second</p>') as string });
  });

  it('keeps the latest mails only', async () => {
    const small = await startMailCatcher({ keep: 2 });
    for (const subject of ['One', 'Two', 'Three']) await send({ subject }, small.smtpPort);
    expect(small.messages().map(({ subject }) => subject)).toEqual(['Three', 'Two']);
    await small.close();
  });

  it('refuses a mail that is too large', async () => {
    await expect(send({ text: 'x'.repeat(11 * 1024 * 1024) })).rejects.toMatchObject({ responseCode: 552 });
    expect(catcher.messages()).toEqual([]);
  });

  it('refuses as often as it is asked to, and no more', async () => {
    catcher.failNext(421);
    catcher.failNext(550, 'recipient');
    await expect(send({})).rejects.toMatchObject({ responseCode: 550 });
    await expect(send({})).rejects.toMatchObject({ responseCode: 421 });
    await send({});
    expect(catcher.messages()).toHaveLength(1);
  });

  it('tells of a mail that comes later', async () => {
    const coming = catcher.waitFor(({ subject }) => subject === 'Later');
    await send({ subject: 'Sooner' });
    await send({ subject: 'Later' });
    expect((await coming).subject).toBe('Later');
  });

  it('offers STARTTLS only when it is told to', async () => {
    await send({});
    expect(latest().encrypted).toBe(false);
    const withTls = await startMailCatcher({ startTls: true });
    await send({}, withTls.smtpPort);
    expect(withTls.messages()[0]?.encrypted).toBe(true);
    await withTls.close();
  });

  it('shows mails to people, with nothing of theirs taken for HTML', async () => {
    const evil = '<script>alert(1)</script>';
    await send({ subject: evil, text: `${evil} https://lyceum.example/?a=1&b="2"` });
    for (const path of ['/', `/messages/${latest().id}`]) {
      const html = await page(path);
      expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
      expect(html).not.toContain('<script');
    }
    expect(await page(`/messages/${latest().id}`)).toContain('<a href="https://lyceum.example/?a=1&amp;b="');
    expect(await page(`/messages/${latest().id}/raw`)).toContain('Subject: ');
  });

  it('shows the HTML of a mail in a sandbox', async () => {
    await send({ html: '<p onclick="x()">Hello</p><script>x()</script>' });
    expect(await page(`/messages/${latest().id}`)).toMatch(/<iframe[^>]* sandbox="[^"]*"/);
    const response = await get(`/messages/${latest().id}/html`);
    const policy = response.headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toMatch(/sandbox(?!.*allow-scripts)(?!.*allow-same-origin)/);
  });

  it('forgets all mails when it is asked to', async () => {
    await send({});
    expect((await get('/api/messages', { method: 'DELETE' })).status).toBe(204);
    expect(catcher.messages()).toEqual([]);
    await send({});
    expect((await get('/clear', { method: 'POST', redirect: 'manual' })).status).toBe(303);
    expect(await page('/')).toContain('Nothing has been sent yet');
  });

  it.each(['/nothing', '/messages/unknown', '/messages/unknown/raw', '/api/messages/unknown', '/api'])(
    'has nothing at %s',
    async (path) => expect((await get(path)).status).toBe(404),
  );

  it('answers nobody but this machine, and no form of another site', async () => {
    expect(await statusOf(catcher.webUrl, {})).toBe(200);
    expect(await statusOf(catcher.webUrl, { host: 'rebound.example' })).toBe(403);
    const foreign = { origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' };
    expect(await statusOf(`${catcher.webUrl}/clear`, foreign, 'POST')).toBe(403);
  });

  it('runs as a program that says where it listens, and ends when it is told to', async () => {
    const child = spawn('node', ['tools/standins/mail-catcher/main.ts'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
    const { smtpPort, webUrl } = JSON.parse(line) as { smtpPort: number; webUrl: string };
    await send({ subject: 'To the program' }, smtpPort);
    expect(await (await fetch(`${webUrl}/api/messages`)).json()).toMatchObject({
      data: [{ subject: 'To the program' }],
    });
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
  });
});

/** `fetch` sets these headers itself. */
const statusOf = (url: string, headers: Record<string, string>, method = 'GET') =>
  new Promise<number | undefined>((resolve, reject) => {
    request(url, { headers, method }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
