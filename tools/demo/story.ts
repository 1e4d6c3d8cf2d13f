import type { Client } from './client.ts';
import { COURSE, CURRICULUM, VIDEO_SECONDS } from './course.ts';
import { tokenIn, type Mailbox } from './mailbox.ts';

/** Who and what the story needs to be there. */
export interface Scene {
  readonly guest: Client;
  readonly mailbox: Mailbox;
  readonly admin: Credentials;
  readonly moderator: Credentials;
  /** Makes names that are used once. */
  readonly suffix: string;
  /** Lets time pass while somebody watches. */
  watch(seconds: number): Promise<void>;
  /** Waits until a condition holds: the webhook and the mails arrive when they arrive. */
  eventually<T>(attempt: () => Promise<T | undefined>): Promise<T>;
  /** Tells what happened. */
  tell(line: string): void;
}

interface Credentials {
  readonly email: string;
  readonly password: string;
}

interface Page<T> {
  readonly data: readonly T[];
}

interface Lesson {
  readonly id: string;
  readonly title: string;
  readonly type: string;
}

const PASSWORD = 'Correct-Horse-1';

/** What came of it, for whoever told the story. */
export interface Ending {
  readonly certificate: Uint8Array;
  readonly receipt: Uint8Array;
  readonly code: string;
  readonly courseId: string;
  readonly paymentId: string;
  readonly enrollmentId: string;
}

/**
 * From registration to a verified certificate, paid for on the way (000-48): an instructor makes a course and a moderator
 * publishes it, a student buys it, studies and completes it, a guest verifies the certificate, and the administrator
 * looks at the figures. All of it through HTTP, as clients do.
 */
export async function playStory(scene: Scene): Promise<Ending> {
  const admin = await signIn(scene, scene.admin);
  const moderator = await signIn(scene, scene.moderator);

  const instructor = await becomeInstructor(scene, admin);
  const course = await makeCourse(scene, instructor);
  const { version } = await moderator.get<{ version: number }>(`/api/v1/moderation/courses/${course.id}`);
  await moderator.post(`/api/v1/courses/${course.id}/publish`, { version });
  scene.tell(`The moderator publishes "${course.title}".`);

  await lookAround(scene, course);
  const student = await register(scene, 'student', 'Sina', 'Student');
  const payment = await buy(scene, student, course);
  const enrollmentId = await study(scene, student, course);
  const { code, certificate } = await earnCertificate(scene, student, enrollmentId);

  const receipt = await student.download(`/api/v1/payments/${payment.id}/receipt`, 'application/pdf');
  scene.tell(`The student downloads the receipt (${receipt.length} bytes).`);
  await lookAtFigures(scene, { admin, instructor, student, courseId: course.id });
  return { certificate, receipt, code, courseId: course.id, paymentId: payment.id, enrollmentId };
}

async function signIn({ guest }: Scene, { email, password }: Credentials): Promise<Client> {
  const { accessToken } = await guest.post<{ accessToken: string }>('/api/v1/auth/login', {
    email,
    password,
  });
  return guest.as(accessToken);
}

/** Registers, confirms the address with the link of the captured mail, and signs in. */
async function register(
  scene: Scene,
  role: 'student' | 'instructor',
  firstName: string,
  lastName: string,
): Promise<Client> {
  const { guest, mailbox, suffix, tell } = scene;
  const email = `${firstName}.${lastName}.${suffix}@example.com`.toLowerCase();
  await guest.post('/api/v1/auth/register', { email, password: PASSWORD, firstName, lastName, role });
  tell(`${firstName} registers as ${role}: ${email}.`);
  const mail = await scene.eventually(() => mailbox.find(email, /confirm/i));
  await guest.post('/api/v1/auth/verify-email', { token: tokenIn(mail) });
  tell(`${firstName} confirms the address with the link of the mail "${mail.subject}".`);
  return signIn(scene, { email, password: PASSWORD });
}

async function becomeInstructor(scene: Scene, admin: Client): Promise<Client> {
  const instructor = await register(scene, 'instructor', 'Ines', 'Instructor');
  const { id } = await instructor.get<{ id: string }>('/api/v1/users/me');
  await admin.post(`/api/v1/users/${id}/approve`);
  scene.tell('The administrator approves the instructor.');
  return instructor;
}

interface Course {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly lessons: readonly Lesson[];
}

async function makeCourse({ guest, suffix, tell }: Scene, instructor: Client): Promise<Course> {
  const categories = await guest.get<Page<{ id: string; slug: string }>>('/api/v1/categories');
  const categoryId = categories.data.find(({ slug }) => slug === 'programming')?.id;
  const title = `${COURSE.title} ${suffix}`;
  const { id, slug } = await instructor.post<{ id: string; slug: string }>('/api/v1/courses', {
    ...COURSE,
    title,
    categoryId,
  });
  const { sections } = await instructor.put<{ sections: { lessons: Lesson[] }[] }>(
    `/api/v1/courses/${id}/curriculum`,
    { version: 0, ...CURRICULUM },
  );
  const lessons = sections.flatMap((section) => section.lessons);
  tell(`The instructor makes "${title}" with ${lessons.map(({ type }) => type).join(', ')} lessons.`);
  await instructor.post(`/api/v1/courses/${id}/submit`);
  tell('The instructor submits it for review.');
  return { id, slug, title, lessons };
}

/** A guest finds the course, and of a paid lesson no more than its title. */
async function lookAround({ guest, suffix, tell }: Scene, { slug, lessons }: Course): Promise<void> {
  const found = await guest.get<Page<{ slug: string; price: string; currency: string }>>(
    `/api/v1/courses?q=${encodeURIComponent(suffix)}`,
  );
  const [hit] = found.data;
  if (hit?.slug !== slug) throw new Error('The search does not find the course.');
  tell(`A guest searches the catalogue and finds it for ${hit.price} ${hit.currency}.`);
  const paid = lessons.at(-1)!;
  const refused = await guest.get(`/api/v1/lessons/${paid.id}`).catch((error: Error) => error);
  if (!(refused instanceof Error)) throw new Error('A guest can open a paid lesson.');
  tell(`The lesson "${paid.title}" stays closed to the guest.`);
}

interface Payment {
  readonly id: string;
  readonly status: string;
}

async function buy(scene: Scene, student: Client, course: Course): Promise<Payment> {
  const { payment, redirectUrl } = await student.post<{ payment: Payment; redirectUrl: string }>(
    '/api/v1/payments/checkout',
    { courseId: course.id, method: 'stripe' },
    { 'idempotency-key': `demo-${scene.suffix}` },
  );
  scene.tell('The student checks out and is sent to the payment page.');
  await payAt(redirectUrl);
  scene.tell('The student pays there; the provider reports it to the webhook.');
  const paid = await scene.eventually(async () => {
    const now = await student.get<Payment>(`/api/v1/payments/${payment.id}`);
    return now.status === 'completed' ? now : undefined;
  });
  scene.tell('The webhook has arrived: the payment is completed.');
  return paid;
}

/** Presses "Pay" on the provider's page, as a browser would. */
async function payAt(page: string): Promise<void> {
  const answer = await fetch(page, {
    method: 'POST',
    body: new URLSearchParams({ action: 'pay' }),
    redirect: 'manual',
  });
  if (answer.status >= 400) throw new Error(`${page} answered ${answer.status}: ${await answer.text()}`);
}

interface Enrollment {
  readonly id: string;
  readonly status: string;
  readonly progress: { readonly percentage: number };
}

async function study(scene: Scene, student: Client, { lessons }: Course): Promise<string> {
  const { data } = await student.get<Page<Enrollment>>('/api/v1/users/me/enrollments');
  const [enrollment] = data;
  if (enrollment?.status !== 'active') throw new Error('The paid enrollment is not active.');
  const path = `/api/v1/enrollments/${enrollment.id}`;
  for (const lesson of lessons) {
    await student.get(`/api/v1/lessons/${lesson.id}`);
    if (lesson.type === 'video') await watch(scene, student, `${path}/lessons/${lesson.id}`);
    await student.post(`${path}/lessons/${lesson.id}/complete`);
    const { progress } = await student.get<Enrollment>(path);
    scene.tell(`The student completes "${lesson.title}": ${progress.percentage} %.`);
  }
  return enrollment.id;
}

/** Reports what was watched while it is watched; more time than has passed would not count. */
async function watch({ watch: pass }: Scene, student: Client, lessonPath: string): Promise<void> {
  await student.post(`${lessonPath}/progress`, { positionSeconds: 0, segments: [] });
  for (let position = 0; position < VIDEO_SECONDS;) {
    const next = Math.min(position + VIDEO_SECONDS / 2, VIDEO_SECONDS);
    await pass(next - position);
    await student.post(`${lessonPath}/progress`, { positionSeconds: next, segments: [[position, next]] });
    position = next;
  }
}

async function earnCertificate(
  { guest, tell }: Scene,
  student: Client,
  enrollmentId: string,
): Promise<{ code: string; certificate: Uint8Array }> {
  const path = `/api/v1/enrollments/${enrollmentId}/certificate`;
  const { code } = await student.post<{ code: string }>(path);
  const certificate = await student.download(path, 'application/pdf');
  tell(`The student has the certificate ${code} (${certificate.length} bytes of PDF).`);
  const shown = await guest.get<{ state: string; holderName: string; courseTitle: string }>(
    `/api/v1/certificates/${code}`,
  );
  tell(`A guest verifies it: ${shown.holderName}, "${shown.courseTitle}", ${shown.state}.`);
  return { code, certificate };
}

async function lookAtFigures(
  { eventually, tell }: Scene,
  {
    admin,
    instructor,
    student,
    courseId,
  }: Record<'admin' | 'instructor' | 'student', Client> & { courseId: string },
): Promise<void> {
  await student.post(`/api/v1/courses/${courseId}/reviews`, { rating: 5, text: 'Clear and to the point.' });
  tell('The student gives five stars.');
  const overview = await admin.get<{
    users: { total: number };
    enrollments: { total: number; completionRate: number };
    revenue: { totals: { net: string; currency: string }[] };
  }>('/api/v1/analytics/overview');
  const revenue = overview.revenue.totals.map(({ net, currency }) => `${net} ${currency}`).join(', ');
  tell(
    `The administrator sees ${overview.users.total} people, ${overview.enrollments.total} enrollments, ` +
      `${Math.round(overview.enrollments.completionRate * 100)} % completed, revenue ${revenue}.`,
  );
  const { funnel } = await instructor.get<{ funnel: Record<string, number> }>(
    `/api/v1/analytics/courses/${courseId}`,
  );
  tell(`The instructor sees ${funnel['enrolled']} enrolled, ${funnel['completed']} completed.`);
  const inbox = await eventually(async () => {
    const { data } = await student.get<Page<{ title: string }>>('/api/v1/notifications');
    return data.length >= 3 ? data : undefined;
  });
  tell(`The student's inbox: ${inbox.map(({ title }) => title).join('; ')}.`);
}
