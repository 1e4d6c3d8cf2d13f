import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { EncryptedFields, FieldCipher, TamperedValueError } from '../../../infra/crypto/index.js';
import type { DataExport } from '../domain/data-export.js';

const ALGORITHM = 'aes-256-gcm';
const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Encrypts a file part by part under a key of its own. */
export class FileKey {
  constructor(
    private readonly exportId: string,
    readonly bytes: Buffer,
  ) {}

  encrypt(part: Buffer, number: number): Buffer {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv(ALGORITHM, this.bytes, iv).setAAD(this.place(number));
    const encrypted = Buffer.concat([cipher.update(part), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), encrypted]);
  }

  /** @throws TamperedValueError when it was changed, or moved to another place */
  decrypt(stored: Buffer, number: number): Buffer {
    try {
      const decipher = createDecipheriv(ALGORITHM, this.bytes, stored.subarray(0, IV_BYTES))
        .setAAD(this.place(number))
        .setAuthTag(stored.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
      return Buffer.concat([decipher.update(stored.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
    } catch (error) {
      throw new TamperedValueError(this.place(number).toString(), error);
    }
  }

  private place(number: number): Buffer {
    return Buffer.from(`data_export_chunks/${this.exportId}/${number}`);
  }
}

/** Keeps the keys of exports: each file has one of its own, which is stored encrypted and dropped with the file (X30). */
@Injectable()
export class ExportVault extends EncryptedFields {
  override readonly encryptedFields = [{ collection: 'data_exports', path: 'sealedKey', contextOf }];

  constructor(private readonly cipher: FieldCipher) {
    super();
  }

  newKey(exportId: string): FileKey {
    return new FileKey(exportId, randomBytes(KEY_BYTES));
  }

  seal(exportId: string, key: FileKey): string {
    return this.cipher.encrypt(key.bytes.toString('base64url'), contextOf(exportId));
  }

  /** @throws TamperedValueError */
  open({ id, sealedKey }: DataExport & { readonly sealedKey: string }): FileKey {
    return new FileKey(id, Buffer.from(this.cipher.decrypt(sealedKey, contextOf(id)), 'base64url'));
  }
}

function contextOf(exportId: string): string {
  return `data_exports/${exportId}/sealedKey`;
}
