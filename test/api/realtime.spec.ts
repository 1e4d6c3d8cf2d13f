import { io, type Socket } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Inbox } from '../../src/modules/notifications/application/inbox.js';
import type { UserDocument } from '../../src/modules/users/persistence/user.schema.js';
import type { ApiClient } from '../support/api-client.js';
import { at } from '../support/administration.js';
import { eventually } from '../support/eventually.js';
import { createUser, PASSWORD } from '../support/people.js';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

interface Pushed {
  id: string;
  type: string;
  title: string;
  unreadCount: number;
}

const ORIGIN = 'https://app.example';

let redis: TcpProxy;
let one: TestApp;
let two: TestApp;
let jane: UserDocument;
let token: string;
const sockets: Socket[] = [];

beforeAll(async () => {
  redis = await startTcpProxy(process.env['REDIS_URL'] ?? '');
  process.env['REDIS_URL'] = redis.url;
  // The worker's part runs in one of them only.
  one = await startTestApp({ worker: true });
  two = await startTestApp({ config: { CORS_ORIGINS: [ORIGIN] } });
});
afterAll(async () => {
  await two.app.close();
  await one.close();
  await redis.close();
});
beforeEach(async () => {
  jane = await createUser(one);
  token = await tokenOf(jane);
});
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.disconnect();
});

async function tokenOf({ email }: UserDocument): Promise<string> {
  const answer = await one.api.post<{ accessToken: string }>('/api/v1/auth/login', {
    email,
    password: PASSWORD,
  });
  return answer.body.accessToken;
}

interface Door {
  auth?: object;
  namespace?: string;
  transports?: string[];
  extraHeaders?: Record<string, string>;
}

function open({ api }: { api: ApiClient }, { namespace = '/realtime', ...options }: Door): Socket {
  const socket = io(api.url + namespace, { forceNew: true, reconnection: false, ...options });
  sockets.push(socket);
  return socket;
}

/** A device that is connected, and what it was pushed. */
async function connect(to: TestApp, options: Door = { auth: { token } }) {
  const socket = open(to, options);
  const pushed: Pushed[] = [];
  socket.on('notification', (notification: Pushed) => void pushed.push(notification));
  await new Promise<void>((resolve, reject) => {
    socket.on('connect', resolve);
    socket.on('connect_error', reject);
  });
  return { socket, pushed };
}

const refusal = (options: Door) =>
  new Promise<Error & { data?: { code: string } }>((resolve, reject) => {
    const socket = open(one, options);
    socket.on('connect_error', resolve);
    socket.on('connect', () => reject(new Error('was let in')));
  });

const goneFor = (socket: Socket) => new Promise<string>((resolve) => socket.on('disconnect', resolve));

/** What an administrator does to Jane. */
async function decide(method: string, action: string, body: object): Promise<unknown> {
  const admin = await createUser(one, { role: 'admin' });
  return one.api.as(await tokenOf(admin)).send(method, at(jane, action), { body });
}

const tell = (key: string, { app } = one) =>
  app.get(Inbox).add({
    userId: jane._id.toString(),
    category: 'progress',
    type: 'enrolled',
    title: `Title ${key}`,
    body: 'Body',
    data: {},
    dedupeKey: `test/${jane._id.toString()}/${key}`,
  });

let told = 0;

/** Tells Jane something until it has arrived on each of these devices. */
const untilPushed = (...devices: Pushed[][]) =>
  eventually(async () => {
    await tell(`back ${told++}`);
    for (const device of devices)
      expect(device.some(({ title }) => title.startsWith('Title back'))).toBe(true);
  });

describe('an entry of the inbox', () => {
  it('is pushed to every device of its owner, on every instance, and to nobody else', async () => {
    const john = await createUser(one);
    const devices = [await connect(one), await connect(two), await connect(two)];
    const stranger = await connect(two, { auth: { token: await tokenOf(john) } });
    await tell('1');
    await tell('2', two);
    for (const { pushed } of devices) {
      await eventually(() => expect(pushed).toHaveLength(2));
      expect(pushed.toSorted((a, b) => a.unreadCount - b.unreadCount)).toEqual([
        {
          id: expect.any(String) as string,
          type: 'enrolled',
          title: 'Title 1',
          body: 'Body',
          unreadCount: 1,
          createdAt: one.clock.now().toISOString(),
        },
        expect.objectContaining({ title: 'Title 2', unreadCount: 2 }),
      ]);
    }
    expect(stranger.pushed).toEqual([]);
  });

  it('is pushed once, however often it is added', async () => {
    const { pushed } = await connect(two);
    await Promise.all(Array.from({ length: 20 }, () => tell('same')));
    await tell('last');
    await eventually(() => expect(pushed.map(({ title }) => title)).toContain('Title last'));
    expect(pushed).toHaveLength(2);
  });

  it.each([['polling'], ['websocket']])('arrives by %s', async (transport) => {
    const { pushed } = await connect(two, { auth: { token }, transports: [transport] });
    await tell('1');
    await eventually(() => expect(pushed).toHaveLength(1));
  });

  it('waits in the inbox while Redis is gone, and pushing goes on when it is back', async () => {
    const { socket, pushed } = await connect(two);
    redis.cut();
    await tell('unheard');
    const inbox = await two.api.as(token).get<{ data: { title: string }[] }>('/api/v1/notifications');
    expect(inbox.body.data).toMatchObject([{ title: 'Title unheard' }]);
    const late = await connect(one);
    redis.restore();
    await untilPushed(pushed, late.pushed);
    expect(socket.connected).toBe(true);
  });
});

describe('a connection', () => {
  it('takes the token from the header too', async () => {
    const { pushed } = await connect(two, { extraHeaders: { authorization: `Bearer ${token}` } });
    await tell('1');
    await eventually(() => expect(pushed).toHaveLength(1));
  });

  it.each([
    ['no token', {}, 'no-token'],
    ['nonsense', { token: 'nonsense' }, 'invalid-token'],
    ['another signature', { token: 'eyJhbGciOiJIUzI1NiJ9.eyJleHAiOjk5OTk5OTk5OTl9.AAAA' }, 'invalid-token'],
    ['a token that is no text', { token: { $ne: null } }, 'no-token'],
  ])('with %s is refused', async (_, auth, code) => {
    expect(await refusal({ auth })).toMatchObject({ data: { code } });
  });

  it('with an expired token is refused', async () => {
    one.clock.advance(601_000);
    expect(await refusal({ auth: { token } })).toMatchObject({ data: { code: 'invalid-token' } });
  });

  it('to any other namespace is refused, with a token as well', async () => {
    for (const namespace of ['/', '/elsewhere'])
      expect(await refusal({ auth: { token }, namespace })).toBeInstanceOf(Error);
  });

  it('ends with its token', async () => {
    const { exp } = JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as { exp: number };
    one.clock.set(new Date(exp * 1000 - 200));
    const { socket } = await connect(one);
    expect(await goneFor(socket)).toBe('io server disconnect');
  });

  it.each<[string, () => Promise<unknown>]>([
    ['signs out', () => one.api.as(token).post('/api/v1/auth/logout')],
    ['signs out everywhere', async () => one.api.as(await tokenOf(jane)).post('/api/v1/auth/logout-all')],
    ['is suspended', () => decide('POST', '/suspend', { reason: 'Spam.' })],
    ['gets another role', () => decide('PUT', '/role', { role: 'moderator' })],
  ])('ends at once when its owner %s, on whatever instance', async (_, happen) => {
    const sockets = [await connect(one), await connect(two)];
    const gone = sockets.map(({ socket }) => goneFor(socket));
    await happen();
    expect(await Promise.all(gone)).toEqual(Array(2).fill('io server disconnect'));
  });

  it('ends with its own session and no other', async () => {
    const { socket } = await connect(two);
    const other = await connect(two, { auth: { token: await tokenOf(jane) } });
    const gone = goneFor(socket);
    await one.api.as(token).post('/api/v1/auth/logout');
    await gone;
    await tell('1');
    await eventually(() => expect(other.pushed).toHaveLength(1));
    expect(other.socket.connected).toBe(true);
    expect(await refusal({ auth: { token } })).toMatchObject({ data: { code: 'token-invalidated' } });
  });

  it('ends with its session also while Redis is gone, and others last', async () => {
    const john = await createUser(one);
    const { socket } = await connect(two);
    const other = await connect(two, { auth: { token: await tokenOf(john) } });
    const gone = goneFor(socket);
    redis.cut();
    try {
      expect((await one.api.as(token).post('/api/v1/auth/logout')).status).toBe(204);
      expect(await gone).toBe('io server disconnect');
      expect(other.socket.connected).toBe(true);
    } finally {
      redis.restore();
    }
    // The next test finds every instance listening again.
    token = await tokenOf(jane);
    const [here, there] = [await connect(one), await connect(two)];
    await untilPushed(here.pushed, there.pushed);
  });

  it('beyond the twentieth of one person is refused', async () => {
    const options = { auth: { token }, transports: ['websocket'] };
    for (let count = 0; count < 20; count++) await connect(one, options);
    expect(await refusal(options)).toMatchObject({ data: { code: 'too-many-requests' } });
    sockets.pop();
    sockets.pop()?.disconnect();
    await eventually(() => connect(one, options));
  });

  it('that sends too much is closed', async () => {
    const { socket } = await connect(one, { auth: { token }, transports: ['websocket'] });
    const gone = goneFor(socket);
    socket.emit('sendMessage', 'x'.repeat(20_000));
    expect(await gone).toBe('transport close');
  });

  it('may send what nobody knows, and nothing happens', async () => {
    const { socket, pushed } = await connect(one);
    socket.emit('notification', { title: 'forged' });
    socket.emit('joinRoom', 'user:someone');
    await tell('1');
    await eventually(() => expect(pushed).toHaveLength(1));
    expect(socket.connected).toBe(true);
  });

  it('from a browser is answered to the configured origins only', async () => {
    const poll = (origin: string) =>
      fetch(`${two.api.url}/socket.io/?EIO=4&transport=polling`, { headers: { origin } });
    expect((await poll(ORIGIN)).headers.get('access-control-allow-origin')).toBe(ORIGIN);
    expect((await poll('https://evil.example')).headers.get('access-control-allow-origin')).toBeNull();
  });

  it('does not keep a process from stopping, which tells it', async () => {
    const third = await startTestApp();
    const { socket } = await connect(third);
    const gone = goneFor(socket);
    await third.app.close();
    expect(['io server disconnect', 'transport close', 'transport error']).toContain(await gone);
    expect(third.log.join()).not.toMatch(/"level":(50|60)/);
  });
});
