import { operations, type Operation } from '../contract/document.js';
import { ENDS_SESSIONS, successfulCall } from '../contract/successful-calls.js';
import type { Answer } from '../support/api-client.js';
import { mutate, type Wire } from './mutations.js';
import { Random } from './random.js';
import { Report } from './report.js';
import { PLAYERS, type Player, type Stage } from './stage.js';
import { varyBody } from './valid-bodies.js';
import { judge } from './verdict.js';
import { asCurl, send, wireOf } from './wire.js';

export interface FuzzOptions {
  readonly seed: number;
  readonly requests: number;
  /** Ends the run earlier than its number of requests would. */
  readonly limitMs: number;
}

/** How often each operation is asked before everything begins anew, and how likely it is asked well each time. */
const PASSES = [0.75, 0.25, 0.25] as const;

const isGuarded = (operation: Operation): boolean => operation['x-permissions'].length > 0;

/**
 * Asks every operation of the contract, as everybody, well and badly. The same seed asks the same questions in the same
 * order. What is used up comes back with the next round.
 */
export async function fuzz(stage: Stage, { seed, requests, limitMs }: FuzzOptions): Promise<Report> {
  const random = new Random(seed);
  const report = new Report(seed);
  const deadline = performance.now() + limitMs;
  while (report.total < requests) {
    if (report.total > 0) await stage.rewind();
    for (const goodness of PASSES)
      for (const operation of random.shuffle(operations)) {
        if (report.total >= requests || performance.now() > deadline) return report;
        const player = playerFor(operation, random);
        const wire = wireFor(operation, stage, goodness, random);
        await ask(stage, report, player, operation, wire);
      }
  }
  return report;
}

/** Mostly somebody who may, and otherwise anybody. */
function playerFor(operation: Operation, random: Random): Player {
  if (random.chance(0.2)) return random.pick(PLAYERS);
  return isGuarded(operation) || random.chance(0.2) ? 'owner' : 'guest';
}

function wireFor(operation: Operation, { world }: Stage, goodness: number, random: Random): Wire {
  const good = wireOf(successfulCall(operation, world));
  if (random.chance(goodness))
    return random.chance(0.4) ? { ...good, body: varyBody(operation, good.body, random) } : good;
  const varied = { ...good, body: varyBody(operation, good.body, random) };
  const once = mutate(varied, operation, random);
  return random.chance(0.2) ? mutate(once, operation, random) : once;
}

async function ask(
  stage: Stage,
  report: Report,
  player: Player,
  operation: Operation,
  wire: Wire,
): Promise<void> {
  const signsOut = ENDS_SESSIONS.has(operation.operationId);
  const client = signsOut ? await stage.substitute(player) : stage.as(player);
  let answer: Answer;
  try {
    answer = await send(client, operation, wire);
  } catch (error) {
    report.fail(operation, asCurl(player, operation, wire), [String(error)]);
    return;
  }
  report.count(operation, answer.status);
  const wrong = judge(operation, answer);
  if (wrong.length > 0) {
    const id = answer.headers.get('x-request-id') ?? '';
    const logged = stage.test.log.filter((line) => line.includes(id) && line.includes('"err"'));
    report.fail(operation, asCurl(player, operation, wire), [...wrong, ...logged.slice(0, 1)]);
  }
  // Somebody has been shut out by what was asked before: without this, nothing more would be learnt in this round.
  const isShutOut = answer.body['code'] === 'invalid-token' && wire.headers['authorization'] === undefined;
  if (isShutOut && player !== 'guest' && !signsOut) await stage.rewind();
}
