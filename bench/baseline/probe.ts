/** The application with two routes that do nothing: one that is open, and one that looks at the token. */
import 'reflect-metadata';
import { Controller, Get, Module, type INestApplication, type Type } from '@nestjs/common';
import { NestFactory, type AbstractHttpAdapter } from '@nestjs/core';

interface Access {
  readonly Public: () => MethodDecorator;
  readonly Allow: (permission: string) => MethodDecorator;
  readonly Permission: { readonly OwnAccount: string };
}

/** The application as it was built; it has no types of its own there. */
const built = (path: string) => import(new URL(`../../dist/${path}`, import.meta.url).href);
const { AppModule } = (await built('app.module.js')) as { AppModule: Type };
const { configureApp } = (await built('app.setup.js')) as {
  configureApp: (app: INestApplication) => Promise<void>;
};
const { Allow, Permission, Public } = (await built('common/access/index.js')) as Access;
const { createAdapter } = (await built('common/http/index.js')) as {
  createAdapter: (http: object, logger: object) => AbstractHttpAdapter;
};
const { HttpConfig, readConfig } = (await built('config/index.js')) as {
  HttpConfig: Type;
  readConfig: (group: Type) => object;
};
const { createLogger } = (await built('infra/logging/index.js')) as {
  createLogger: (level: string) => object;
};

class Probe {
  open(): string {
    return 'done';
  }

  guarded(): string {
    return 'done';
  }
}

/** What decorators would do, which Node doesn't read. */
function route(name: 'open' | 'guarded', ...decorators: MethodDecorator[]): void {
  const descriptor = Object.getOwnPropertyDescriptor(Probe.prototype, name)!;
  for (const decorate of decorators) decorate(Probe.prototype, name, descriptor);
}
route('open', Get('open'), Public());
route('guarded', Get('guarded'), Allow(Permission.OwnAccount));
Controller('probe')(Probe);

// A decorator comes below.
// oxlint-disable-next-line typescript/no-extraneous-class
class ProbeModule {}
Module({ imports: [AppModule], controllers: [Probe] })(ProbeModule);

const adapter = createAdapter(readConfig(HttpConfig), createLogger('warn'));
const app = await NestFactory.create(ProbeModule, adapter, { logger: ['error'], rawBody: true });
await configureApp(app);
await app.listen(Number(process.env['PORT']), '127.0.0.1');
