/** A mail to one person. */
export interface Mail {
  /** One address, without a name. */
  readonly to: string;
  readonly subject: string;
  /** Every mail has a text; HTML is for those who like it better. */
  readonly text: string;
  readonly html?: string;
  readonly attachments?: readonly Attachment[];
}

export interface Attachment {
  readonly filename: string;
  readonly contentType: string;
  readonly content: Buffer;
}

/** What an attempt to send a mail needs besides the mail. */
export interface MailContext {
  /** Makes the Message-ID: the same in each attempt, so that most mailboxes show a mail that came twice once. */
  readonly id: string;
  /** Ends the attempt. */
  readonly signal: AbortSignal;
}

/**
 * Makes sure that a mail goes to one mailbox and that its subject and file names stay within their headers, whatever users
 * have put into their names and titles.
 *
 * @throws TypeError when `to` is anything but one address
 */
export function checkedMail({ to, subject, attachments, ...body }: Mail): Mail {
  if (!/^[^\s\p{C}<>()[\],;:\\"@]+@[^\s\p{C}<>()[\],;:\\"@]+$/u.test(to))
    throw new TypeError('A mail goes to one plain address.');
  return {
    ...body,
    to,
    subject: oneLine(subject),
    attachments: attachments?.map((file) => ({ ...file, filename: oneLine(file.filename) })),
  };
}

const oneLine = (text: string) => text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
