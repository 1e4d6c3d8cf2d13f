import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DomainError } from '../../src/common/errors/index.js';
import { BearerTokens, SignOut } from '../../src/modules/auth/index.js';
import { RefreshSession } from '../../src/modules/auth/application/refresh-session.js';
import { StartSession, type TokenPair } from '../../src/modules/auth/application/start-session.js';
import { createUser } from '../support/people.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const GRACE = 10 * SECOND;
const IDLE = 40 * MINUTE;
const ACCESS = 10 * MINUTE;

const DEVICE = {
  userAgent: null,
  ipAddress: null,
  location: null,
  deviceType: null,
  browser: null,
  os: null,
};

/** What can happen to a session. `back`: how many tokens before the current one; `times`: how many at once. */
type Step =
  | { readonly kind: 'refresh'; readonly back: number; readonly times: number }
  | { readonly kind: 'advance'; readonly by: number }
  | { readonly kind: 'sign-out' };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('refresh' as const),
      back: fc.constantFrom(0, 0, 0, 1, 1, 2, 5),
      times: fc.constantFrom(1, 1, 2, 10),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('advance' as const),
      by: fc.constantFrom(1, GRACE - 1, GRACE, GRACE + 1, ACCESS - 1, ACCESS, IDLE - 1, IDLE),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'sign-out' as const }) },
);

/** What the rules say of a session, told in a few lines and without a database. */
class Model {
  isEnded = false;
  /** All refresh tokens that there ever were; the last is the current one. */
  readonly tokens: string[] = [];
  private refreshedAt: number;
  private idleEnd: number;

  constructor(
    { refreshToken }: TokenPair,
    private now: number,
  ) {
    this.tokens.push(refreshToken);
    this.refreshedAt = now;
    this.idleEnd = now + IDLE;
  }

  get isLive(): boolean {
    return !this.isEnded && this.now < this.idleEnd;
  }

  advance(by: number): void {
    this.now += by;
  }

  /** What becomes of a refresh: a successor, the one that there is already, or nothing, and the end of all. */
  refresh(index: number): 'new' | 'same' | 'refused' {
    if (!this.isLive) return 'refused';
    const current = this.tokens.length - 1;
    if (index === current) {
      this.refreshedAt = this.now;
      this.idleEnd = this.now + IDLE;
      return 'new';
    }
    if (index === current - 1 && this.now - this.refreshedAt <= GRACE) return 'same';
    this.isEnded = true;
    return 'refused';
  }
}

let test: TestApp;
let userId: string;
beforeAll(async () => {
  test = await startTestApp();
  userId = (await createUser(test))._id.toString();
});
afterAll(() => test.close());

const refuse = (error: unknown) => {
  if (error instanceof DomainError && error.type.kind === 'unauthenticated') return undefined;
  throw error;
};
const refresh = (token: string) => test.app.get(RefreshSession).execute(token).catch(refuse);
const bearerOf = (token: string) => test.app.get(BearerTokens).principalOf(token).catch(refuse);

/** Times in tokens are in whole seconds. */
const endOfToken = (issuedAt: Date) => Math.floor(issuedAt.getTime() / SECOND) * SECOND + ACCESS;

function outcomeOf(successor: string | undefined, tokens: readonly string[], index: number) {
  if (successor === undefined) return 'refused';
  if (successor === tokens[index + 1]) return 'same';
  return tokens.includes(successor) ? 'another' : 'new';
}

/** However many come at once, they get the same. @returns a new access token, if there is one */
async function refreshBoth(
  model: Model,
  { back, times }: Extract<Step, { kind: 'refresh' }>,
): Promise<string | undefined> {
  const index = Math.max(0, model.tokens.length - 1 - back);
  const answers = await Promise.all(Array.from({ length: times }, () => refresh(model.tokens[index]!)));
  const [successor, ...others] = new Set(answers.map((answer) => answer?.refreshToken));
  expect(others).toEqual([]);
  const outcome = outcomeOf(successor, model.tokens, index);
  expect(outcome).toBe(model.refresh(index));
  if (outcome === 'new') model.tokens.push(successor!);
  return answers[0]?.accessToken;
}

/** Plays the steps with the application and the model, and compares them after each. */
async function play(steps: readonly Step[]): Promise<void> {
  const { sessionId, tokens } = await test.app.get(StartSession).execute(userId, DEVICE);
  const model = new Model(tokens, test.clock.now().getTime());
  let access = { token: tokens.accessToken, until: endOfToken(test.clock.now()) };
  for (const it of steps) {
    if (it.kind === 'advance') {
      test.clock.advance(it.by);
      model.advance(it.by);
    } else if (it.kind === 'sign-out') {
      await test.app.get(SignOut).execute(sessionId);
      model.isEnded = true;
    } else {
      const token = await refreshBoth(model, it);
      if (token) access = { token, until: endOfToken(test.clock.now()) };
    }
    const isGood = model.isLive && test.clock.now().getTime() < access.until;
    expect((await bearerOf(access.token)) !== undefined).toBe(isGood);
  }
  // What has ended has ended: no token of it, however old or new, is good for anything.
  const dead = model.isLive ? [] : model.tokens;
  expect((await Promise.all(dead.map(refresh))).filter(Boolean)).toEqual([]);
}

describe('a session', () => {
  it('has one successor of each token, ends with a late replay, and stays ended', async () => {
    await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), play), { numRuns: 40 });
  }, 120_000);

  it('ends when a replay and its owner come at the same moment', async () => {
    for (let round = 0; round < 10; round += 1) {
      const { tokens } = await test.app.get(StartSession).execute(userId, DEVICE);
      const current = (await refresh(tokens.refreshToken))!;
      test.clock.advance(GRACE + 1);
      const [replayed, renewed] = await Promise.all([
        refresh(tokens.refreshToken),
        refresh(current.refreshToken),
      ]);
      expect(replayed).toBeUndefined();
      const latest = renewed ?? current;
      expect(await refresh(latest.refreshToken)).toBeUndefined();
      expect(await bearerOf(latest.accessToken)).toBeUndefined();
    }
  });
});
