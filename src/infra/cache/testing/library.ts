import {
  Body,
  type CanActivate,
  Controller,
  Get,
  Injectable,
  Module,
  Param,
  Post,
  Query,
} from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import type { FastifyRequest } from 'fastify';
import { ApiClient } from '../../../../test/support/api-client.js';
import { AccessGuard, Allow, Authenticator, Permission, Public } from '../../../common/access/index.js';
import type { Principal } from '../../../common/access/index.js';
import { CommonErrors, DomainError } from '../../../common/errors/index.js';
import { addHooks, ProblemFilter } from '../../../common/http/index.js';
import { ConfigModule, HttpConfig, readConfig } from '../../../config/index.js';
import { ClockModule } from '../../clock/index.js';
import { RateLimitGuard } from '../../rate-limit/index.js';
import { RedisModule, RedisService } from '../../redis/index.js';
import { Cached, CacheModule, CacheService, Invalidates, ServedAnswers } from '../index.js';

/** A token is `<user>.<role>`; one without a dot is not valid. */
@Injectable()
class NamedAuthenticator extends Authenticator {
  async authenticate({ headers }: FastifyRequest): Promise<Principal | undefined> {
    const token = headers.authorization?.slice('Bearer '.length);
    if (token === undefined) return undefined;
    const [userId, role] = token.split('.') as [string, Principal['role'] | undefined];
    if (!role) throw new DomainError(CommonErrors.invalidToken);
    return {
      userId,
      role,
      permissions: new Set([Permission.OwnAccount]),
      emailVerified: true,
      sessionId: 'session',
      authenticatedAt: new Date(),
    };
  }

  requireRecent(): void {}
}

/** What happened in the application since its start. */
class Events {
  /** Requests that got as far as Nest. */
  entries = 0;
  /** Calls of handlers that answer something to be cached. */
  calls = 0;
  /** Finished requests: method, route template and status. */
  finished: string[] = [];
  /** Ids of the courses that were answered. */
  courses: string[] = [];
}

@Injectable()
class EntryCounter implements CanActivate {
  constructor(private readonly events: Events) {}

  canActivate(): boolean {
    this.events.entries++;
    return true;
  }
}

@Controller()
class Library {
  constructor(private readonly events: Events) {}

  @Get('courses')
  @Public()
  @Cached({ ttl: 60, tags: ['courses'], scope: 'public', vary: ['accept-language'] })
  list(@Query() query: Record<string, unknown>) {
    if (query['sort'] === 'wrong') throw new DomainError(CommonErrors.validationFailed);
    return this.answer(query);
  }

  @Get('courses/:id')
  @Public()
  @Cached({
    ttl: 60,
    tags: ({ params }) => [`course:${(params as { id: string }).id}`],
    scope: 'public',
    name: 'course',
  })
  read(@Param('id') id: string) {
    return { ...this.answer(id), text: id === 'long' ? 'ß'.repeat(50_000) : '' };
  }

  @Get('todos')
  @Allow(Permission.OwnAccount)
  @Cached({ ttl: 60, tags: ({ principal }) => [`todos:${principal?.userId}`], scope: 'user' })
  todos() {
    return this.answer('todos');
  }

  @Get('menu')
  @Public({ readsToken: true })
  @Cached({ ttl: 60, tags: [], scope: 'role' })
  menu() {
    return this.answer('menu');
  }

  @Get('statistics')
  @Public({ readsToken: true })
  @Cached({ ttl: 60, tags: [], scope: 'public' })
  statistics() {
    return this.answer('statistics');
  }

  @Get('handbook')
  @Allow(Permission.OwnAccount)
  @Cached({ ttl: 60, tags: [], scope: 'public' })
  handbook() {
    return this.answer('handbook');
  }

  @Post('courses/:id')
  @Public()
  @Invalidates('courses', ({ params }, result) => [
    `course:${(params as { id: string }).id}`,
    `course:${(result as { also: string }).also}`,
  ])
  change(@Param('id') id: string, @Body() body: { also: string; fail?: boolean }) {
    if (body.fail) throw new DomainError(CommonErrors.conflict);
    return { id, ...body };
  }

  /** No two answers are the same, so that one tells whether a handler made it. */
  private answer(of: unknown) {
    return { of, call: ++this.events.calls, greeting: 'স্বাগতম' };
  }
}

@Module({
  imports: [ConfigModule, ClockModule, RedisModule, CacheModule],
  controllers: [Library],
  providers: [
    Events,
    { provide: Authenticator, useClass: NamedAuthenticator },
    { provide: APP_GUARD, useClass: EntryCounter },
    { provide: APP_GUARD, useClass: AccessGuard },
    { provide: APP_GUARD, useClass: RateLimitGuard },
  ],
})
class LibraryModule {}

/** A small application with every kind of cached route, behind the same guards and hooks as the real one. */
export async function startLibrary() {
  const testing = await Test.createTestingModule({ imports: [LibraryModule] })
    .overrideProvider(HttpConfig)
    .useValue({ ...readConfig(HttpConfig), RATE_LIMIT_PER_MINUTE: 100 })
    .compile();
  testing.useLogger(false);
  const app = testing.createNestApplication<NestFastifyApplication>(new FastifyAdapter());
  const events = app.get(Events);
  app
    .get(ServedAnswers)
    .subscribe('course', ({ params }) => events.courses.push((params as { id: string }).id));
  app.useGlobalFilters(new ProblemFilter([]));
  addHooks(app.getHttpAdapter().getInstance(), {
    https: true,
    lifecycle: { stopping: false },
    observe: ({ method, route, status }) => events.finished.push(`${method} ${route} ${status}`),
  });
  await app.listen(0, '127.0.0.1');
  return {
    guest: new ApiClient(await app.getUrl()),
    cache: app.get(CacheService),
    events,
    async close(): Promise<void> {
      const { client } = app.get(RedisService);
      const prefix = client.options.keyPrefix as string;
      const keys = await client.keys(`${prefix}*`);
      if (keys.length > 0) await client.del(keys.map((key) => key.slice(prefix.length)));
      await app.close();
    },
  };
}
