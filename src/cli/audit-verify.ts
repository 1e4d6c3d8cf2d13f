/**
 * Says whether the audit log is what was recorded: `npm run audit:verify`. With `-- --anchor 4711:HASH`, an end of the chain
 * that was written down earlier, it also finds out whether the end was cut off since then. Ends with 1 when it is broken.
 */
import { parseArgs } from 'node:util';
import { VerifyChain, type ChainReport } from '../modules/audit/index.js';
import { runCommand } from './application.js';

const USAGE = 'Usage: npm run audit:verify [-- --anchor SEQ:HASH]';

const { values } = parseArgs({ options: { anchor: { type: 'string' } } });

await runCommand(async (app) => {
  const report = await app.get(VerifyChain).execute(anchorOf(values.anchor));
  if (!report.intact) throw new Error(`The audit log is broken.\n${report.problems.map(line).join('\n')}`);
  const { checked, redacted, pending, head } = report;
  return [
    `The audit log is whole: ${checked} entries, ${pending} more wait to be sealed.`,
    `The personal part of ${redacted} was removed.`,
    `It ends at ${head?.seq}:${head?.hash}`,
  ].join('\n');
});

function anchorOf(text: string | undefined) {
  if (text === undefined) return undefined;
  const [, seq, hash] = /^(\d+):([\w-]{43})$/.exec(text) ?? [];
  if (!seq || !hash) throw new Error(USAGE);
  return { seq: Number(seq), hash };
}

function line({ problem, seq, entryId }: ChainReport['problems'][number]): string {
  const where = [seq === null ? '' : ` at ${seq}`, entryId === null ? '' : `, entry ${entryId}`].join('');
  return `  ${problem}${where}`;
}
