import { createServer, type ServerResponse } from 'node:http';
import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { HttpConfig } from '../../../config/index.js';
import { Metrics } from '../../../infra/metrics/index.js';
import { HealthService } from '../application/health.service.js';

/** The worker's only door: what an orchestrator and Prometheus ask. It belongs on a private network. */
@Injectable()
export class WorkerHealthServer implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('Worker');
  private readonly server = createServer((request, response) => void this.answer(request.url, response));

  constructor(
    private readonly config: HttpConfig,
    private readonly health: HealthService,
    private readonly metrics: Metrics,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(this.config.WORKER_HEALTH_PORT, this.config.HOST, resolve);
    });
    this.logger.log('The worker is running');
  }

  onApplicationShutdown(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private async answer(path: string | undefined, response: ServerResponse): Promise<void> {
    if (path === '/live') return send(response, 200, { status: 'alive' });
    if (path === '/metrics') {
      response.writeHead(200, { 'content-type': this.metrics.registry.contentType });
      response.end(await this.metrics.registry.metrics());
      return;
    }
    if (path !== '/ready') return send(response, 404, { status: 'unknown' });
    const obstacles = await this.health.obstacles();
    send(response, obstacles.length === 0 ? 200 : 503, {
      status: obstacles.length === 0 ? 'ready' : 'not-ready',
      obstacles,
    });
  }
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
