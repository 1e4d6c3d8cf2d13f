/** A payment of ours, if that is what a provider names; other systems may share the account. */
export const paymentIdOf = (text: string | undefined): string | null =>
  text !== undefined && /^[0-9a-f]{24}$/.test(text) ? text : null;
