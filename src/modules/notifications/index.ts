import type { INestApplication } from '@nestjs/common';
import type { IoAdapter } from '@nestjs/platform-socket.io';

export { NotificationsModule } from './notifications.module.js';

/** What serves Socket.IO in the HTTP process; the worker needs none, and doesn't load it. */
export async function createRealtimeAdapter(app: INestApplication): Promise<IoAdapter> {
  const { RealtimeAdapter } = await import('./api/realtime.adapter.js');
  return new RealtimeAdapter(app);
}
