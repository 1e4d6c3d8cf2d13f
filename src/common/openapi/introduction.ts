/** The text above all operations, in the Markdown that Swagger UI and code generators show. */
export const INTRODUCTION = `
A learning platform: find a course, pay, learn, earn a certificate.

- **Sign in** with \`POST /api/v1/auth/login\` and send the \`accessToken\` as \`Authorization: Bearer <token>\`; here, give it to *Authorize*.
- **Programs** send the API key of a service account in the same way; an administrator makes it with \`POST /api/v1/auth/api-keys\`.
- **Errors** are problem documents ([RFC 9457](https://www.rfc-editor.org/rfc/rfc9457)). Switch on \`code\`, show \`detail\`, quote \`requestId\`; \`errors\` names each refused field.
- **Lists** are read page by page: \`?limit=\`, then \`cursor=\` with the \`nextCursor\` of the answer before.
- **Values**: identifiers are strings, times ISO 8601 in UTC, amounts of money decimal strings with a currency beside them.
- **Reads** carry an \`ETag\`; send it back as \`If-None-Match\` and an unchanged answer costs nothing (304).
- **Limits**: \`RateLimit-Remaining\` tells what is left of this minute; beyond it comes 429 with \`Retry-After\`.
`.trim();

/** The chapters, in the order in which a new client meets them. */
export const TAGS: Readonly<Record<string, string>> = {
  auth: 'Register, confirm the e-mail address, sign in and stay signed in.',
  me: 'The account of whoever asks: profile, preferences and what belongs to it.',
  users: 'Accounts of others, for administrators.',
  catalogue: 'Categories, phases and published courses, open to everybody.',
  teaching: 'Making courses: sections, lessons, the way to publication.',
  reviews: 'What learners think of courses.',
  learning: 'Enrollments, lessons and progress.',
  certificates: 'Proof of completion, which anybody can verify.',
  payments: 'Checkout, history, receipts and refunds.',
  webhooks: 'Where payment providers report; for them, not for clients.',
  notifications:
    'The inbox. New entries are pushed over Socket.IO, namespace `/realtime`, event `notification`.',
  analytics: 'Figures for administrators, moderators and instructors.',
  operations: 'Jobs, queues and the database of the running system, for its operators.',
  health: 'For load balancers and monitoring: is it alive, is it ready, how is it doing.',
};
