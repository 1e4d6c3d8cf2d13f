import { Injectable } from '@nestjs/common';
import { KeyRotation, type RotatedField } from '../../../infra/crypto/index.js';
import { AuditTrail } from '../../audit/index.js';

/** Encrypts everything anew under the current key, and records that it was done. */
@Injectable()
export class RotateKeys {
  constructor(
    private readonly rotation: KeyRotation,
    private readonly audit: AuditTrail,
  ) {}

  /** @returns what became of each field; as long as something is left, a former key is needed */
  async execute(): Promise<RotatedField[]> {
    const fields = await this.rotation.execute();
    const sum = (count: (field: RotatedField) => number) =>
      fields.reduce((total, field) => total + count(field), 0);
    const left = sum((field) => field.left);
    await this.audit.record({
      action: 'privacy.keys-rotated',
      target: { type: 'encryption', id: null },
      outcome: left > 0 ? 'failure' : 'success',
      after: { values: sum(({ reencrypted }) => reencrypted), damaged: sum(({ damaged }) => damaged), left },
    });
    return fields;
  }
}
