import { JsonText } from '../../../infra/cache/index.js';
import type { Directory } from '../application/catalogue/shelf-directory.js';
import type { CataloguePage } from '../application/catalogue/list-courses.js';
import type { Labels } from '../application/catalogue/label-courses.js';
import type { CourseCard } from '../domain/catalogue.js';
import { CourseCardDto } from './course-card.dto.js';

interface CardText {
  /** With which words it was written. */
  readonly shelves: Directory;
  readonly name: string | undefined;
  readonly text: string;
}

/** The cards that pages share are the same objects, so their text is theirs: it goes when they go. */
const texts = new WeakMap<CourseCard, CardText>();

/** A `CourseListDto` in JSON. Each card is serialised once for all the pages that show it. */
export function courseListText({ data, page, labels, facets }: CataloguePage): JsonText {
  // Pieces that are added up are copied once, at the end.
  let text = '{"data":[';
  for (const [index, course] of data.entries()) text += (index > 0 ? ',' : '') + cardText(course, labels);
  return new JsonText(`${text}],${JSON.stringify({ page, facets }).slice(1)}`);
}

function cardText(course: CourseCard, labels: Labels): string {
  const { shelves } = labels;
  const name = labels.names.get(course.instructorId);
  const known = texts.get(course);
  if (known?.shelves === shelves && known.name === name) return known.text;
  const text = JSON.stringify(CourseCardDto.of(course, labels));
  texts.set(course, { shelves, name, text });
  return text;
}
