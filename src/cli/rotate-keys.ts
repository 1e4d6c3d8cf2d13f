/** Encrypts personal details anew after a change of keys, while the system serves: `npm run keys:rotate` (001-19). */
import type { RotatedField } from '../infra/crypto/index.js';
import { RotateKeys } from '../modules/privacy/index.js';
import { runCommand } from './application.js';

await runCommand(async (app) => {
  const fields = await app.get(RotateKeys).execute();
  const left = fields.reduce((sum, field) => sum + field.left, 0);
  const lines = fields.map(line);
  if (left > 0)
    throw new Error(
      [
        ...lines,
        `${left} value(s) still name another key: keep all of FIELD_ENCRYPTION_KEYS. Unless they are damaged, run this again; if it stays so, a process still runs with the old setting.`,
      ].join('\n'),
    );
  return [...lines, 'No value names another key than the first: the others can be removed.'].join('\n');
});

function line({ field, reencrypted, overtaken, damaged }: RotatedField): string {
  const notes = [
    ...(overtaken > 0 ? [`${overtaken} changed meanwhile`] : []),
    ...(damaged > 0 ? [`${damaged} damaged and left`] : []),
  ];
  return [`${field}: ${reencrypted} encrypted anew`, ...notes].join(', ');
}
