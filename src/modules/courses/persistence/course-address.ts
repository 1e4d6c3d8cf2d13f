import { Types } from 'mongoose';

/** The filter for a course by its id or slug: a slug is never 24 hexadecimal characters, so one parameter takes both. */
export const atAddress = (idOrSlug: string): { _id: Types.ObjectId } | { slug: string } =>
  /^[0-9a-f]{24}$/i.test(idOrSlug) ? { _id: new Types.ObjectId(idOrSlug) } : { slug: idOrSlug };
