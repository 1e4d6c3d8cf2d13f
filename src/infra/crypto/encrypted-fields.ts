/** A field of a collection that holds encrypted text, or nothing. */
export interface EncryptedField {
  readonly collection: string;
  /** Dotted; no arrays on the way. */
  readonly path: string;
  /** The field by which the context names the document; `_id` unless given. */
  readonly namedBy?: string;
  /** The context under which the value of a document was encrypted. */
  readonly contextOf: (name: string) => string;
}

/**
 * Who encrypts fields says which: a provider that extends this class is found by a change of keys, whichever module it is
 * of. A field that nobody names keeps old keys from ever being removed.
 */
export abstract class EncryptedFields {
  abstract readonly encryptedFields: readonly EncryptedField[];
}
