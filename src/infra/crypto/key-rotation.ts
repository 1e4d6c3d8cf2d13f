import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { Types, type Connection, type mongo } from 'mongoose';
import { ProvidersOf } from '../discovery/index.js';
import { EncryptedFields, type EncryptedField } from './encrypted-fields.js';
import { FieldCipher, TamperedValueError } from './field-cipher.js';

const BATCH = 200;

/** What became of one field. */
export interface RotatedField {
  readonly field: string;
  readonly reencrypted: number;
  /** Changed by somebody else meanwhile; what they wrote is looked at again. */
  readonly overtaken: number;
  /** Not readable with any key; left as they are. */
  readonly damaged: number;
  /** Those that still name another key than the current one, the damaged ones among them. */
  readonly left: number;
}

interface Stored extends mongo.Document {
  readonly _id: Types.ObjectId;
}

/**
 * Encrypts everything anew under the current key, while the system serves (001-19). A value is replaced only as long as it
 * is the one that was read, so what somebody writes meanwhile stays. It can break off anywhere: a repetition looks only at
 * what still names an old key.
 */
@Injectable()
export class KeyRotation {
  constructor(
    private readonly providers: ProvidersOf,
    private readonly cipher: FieldCipher,
    @InjectConnection() private readonly connection: Connection,
  ) {}

  /** Every encrypted field of the application. */
  fields(): EncryptedField[] {
    return this.providers
      .find(EncryptedFields)
      .flatMap(({ encryptedFields }) => encryptedFields)
      .toSorted((one, other) => nameOf(one).localeCompare(nameOf(other)));
  }

  /** @param signal ends the work after the document at hand */
  async execute(signal?: AbortSignal): Promise<RotatedField[]> {
    const results: RotatedField[] = [];
    for (const field of this.fields()) results.push(await this.rotate(field, signal));
    return results;
  }

  private async rotate(field: EncryptedField, signal?: AbortSignal): Promise<RotatedField> {
    const counts = { reencrypted: 0, overtaken: 0, damaged: 0 };
    let after: Types.ObjectId | undefined;
    for (;;) {
      const batch = await this.batch(field, after);
      for (const document of batch) {
        signal?.throwIfAborted();
        counts[await this.reencrypt(field, document)]++;
      }
      after = batch.at(-1)?._id;
      if (!after) break;
    }
    const left = await this.collection(field).countDocuments(this.old(field));
    return { field: nameOf(field), ...counts, left };
  }

  private async reencrypt(
    field: EncryptedField,
    document: Stored,
  ): Promise<'reencrypted' | 'overtaken' | 'damaged'> {
    const stored = String(valueAt(document, field.path));
    const context = field.contextOf(String(valueAt(document, field.namedBy ?? '_id')));
    try {
      const renewed = this.cipher.encrypt(this.cipher.decrypt(stored, context), context);
      const { modifiedCount } = await this.collection(field).updateOne(
        { _id: document._id, [field.path]: stored },
        { $set: { [field.path]: renewed } },
      );
      return modifiedCount === 1 ? 'reencrypted' : 'overtaken';
    } catch (error) {
      if (error instanceof TamperedValueError) return 'damaged';
      throw error;
    }
  }

  private batch(field: EncryptedField, after?: Types.ObjectId): Promise<Stored[]> {
    return this.collection(field)
      .find({ ...(after && { _id: { $gt: after } }), ...this.old(field) })
      .project<Stored>({ [field.path]: 1, ...(field.namedBy && { [field.namedBy]: 1 }) })
      .sort({ _id: 1 })
      .limit(BATCH)
      .toArray();
  }

  /** Text that doesn't begin with the current key's name. Ranges, which every server understands in the same way. */
  private old({ path }: EncryptedField): mongo.Filter<Stored> {
    const { currentPrefix } = this.cipher;
    const next = `${currentPrefix.slice(0, -1)}/`;
    return {
      [path]: { $type: 'string' },
      $or: [{ [path]: { $lt: currentPrefix } }, { [path]: { $gte: next } }],
    };
  }

  private collection({ collection }: EncryptedField): mongo.Collection<Stored> {
    return this.connection.collection<Stored>(collection);
  }
}

const nameOf = ({ collection, path }: EncryptedField): string => `${collection}.${path}`;

const valueAt = (document: Stored, path: string): unknown =>
  path.split('.').reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], document);
