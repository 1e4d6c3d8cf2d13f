/** A mail to one person. */
export interface Mail {
  /** One address, without a name. */
  readonly to: string;
  readonly subject: string;
  /** Every mail has a text; HTML is for those who like it better. */
  readonly text: string;
  readonly html?: string;
}

/**
 * Makes sure that a mail goes to one mailbox and that its subject stays within its header, whatever users have put into
 * their names and titles.
 *
 * @throws TypeError when `to` is anything but one address
 */
export function checkedMail({ to, subject, text, html }: Mail): Mail {
  if (!/^[^\s\p{C}<>()[\],;:\\"@]+@[^\s\p{C}<>()[\],;:\\"@]+$/u.test(to))
    throw new TypeError('A mail goes to one plain address.');
  return { to, subject: subject.replace(/[\s\p{Cc}]+/gu, ' ').trim(), text, html };
}
