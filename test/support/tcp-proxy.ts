import { createServer, connect, type AddressInfo, type Socket } from 'node:net';

/** A door in front of a server, which a test can shut. */
export interface TcpProxy {
  /** The target's URL, by way of this proxy. */
  readonly url: string;
  /** Breaks all connections and refuses new ones, as a server that died. */
  cut(): void;
  /** Keeps connections open and answers nothing, as a server that hangs. */
  stall(): void;
  /** Ends `cut` and `stall`. */
  restore(): void;
  close(): Promise<void>;
}

export async function startTcpProxy(targetUrl: string): Promise<TcpProxy> {
  const target = new URL(targetUrl);
  const sockets = new Set<Socket>();
  let state: 'open' | 'cut' | 'stalled' = 'open';

  const server = createServer((inside) => {
    if (state === 'cut') return void inside.destroy();
    const outside = connect(Number(target.port), target.hostname);
    for (const [from, to] of [
      [inside, outside],
      [outside, inside],
    ] as const) {
      sockets.add(from);
      from.on('error', () => {});
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
      from.pipe(to);
      if (state === 'stalled') from.pause();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  const url = new URL(targetUrl);
  url.hostname = '127.0.0.1';
  url.port = String((server.address() as AddressInfo).port);
  const destroyAll = () => sockets.forEach((socket) => socket.destroy());

  return {
    url: url.href,
    cut() {
      state = 'cut';
      destroyAll();
    },
    stall() {
      state = 'stalled';
      sockets.forEach((socket) => socket.pause());
    },
    restore() {
      state = 'open';
      sockets.forEach((socket) => socket.resume());
    },
    async close() {
      destroyAll();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
