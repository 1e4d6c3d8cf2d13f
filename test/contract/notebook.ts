import { materialFactory } from '../../src/modules/courses/testing/material.factory.js';
import type { ApiClient } from '../support/api-client.js';
import { createCourse, enroll } from '../support/learning.js';
import type { TestApp } from '../support/test-app.js';

/** What the administrator keeps of a course: an active enrollment, and one that rests. */
export interface Notebook {
  readonly id: string;
  /** One that is begun, and one that isn't. */
  readonly lessons: readonly [begun: string, untouched: string];
  /** Each is for one operation. */
  readonly notes: { readonly toChange: string; readonly toRemove: string };
  readonly bookmark: string;
  readonly materials: { readonly toKeep: string; readonly toLookAt: string };
  /** A paused enrollment with a note of its lesson. */
  readonly resting: { readonly id: string; readonly lessonId: string; readonly noteId: string };
}

export async function createNotebook(test: TestApp, admin: ApiClient): Promise<Notebook> {
  const [toKeep, toLookAt] = [materialFactory.build(), materialFactory.build({ downloadable: false })];
  const values = { settings: { allowDownload: true }, materials: [toKeep, toLookAt] };
  const [course, quiet] = [await createCourse(test, values), await createCourse(test)];
  const [id, resting] = [await enroll(admin, course), await enroll(admin, quiet)];
  const [begun, untouched] = course.lessons as [string, string];
  const add = async (enrollment: string, kind: string, body: object) =>
    (await admin.post<{ id: string }>(`/api/v1/enrollments/${enrollment}/${kind}`, body)).body.id;
  const write = (enrollment: string, lessonId: string) =>
    add(enrollment, 'notes', { lessonId, content: 'A note' });
  await add(id, `lessons/${begun}/progress`, { positionSeconds: 1 });
  const noteId = await write(resting, quiet.lessons[0]!);
  await admin.post(`/api/v1/enrollments/${resting}/pause`);
  return {
    id,
    lessons: [begun, untouched],
    notes: { toChange: await write(id, begun), toRemove: await write(id, begun) },
    bookmark: await add(id, 'bookmarks', { lessonId: begun, page: 1 }),
    materials: { toKeep: toKeep._id.toString(), toLookAt: toLookAt._id.toString() },
    resting: { id: resting, lessonId: quiet.lessons[0]!, noteId },
  };
}
