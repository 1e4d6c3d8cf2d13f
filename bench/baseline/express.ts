/**
 * The catalogue as one writes it with Express, Mongoose and redis when one follows a course: a route that asks the
 * cache, then the model, and answers `res.json`.
 */
import express, { type Request, type Response } from 'express';
import mongoose from 'mongoose';
import { createClient } from 'redis';
import { CARD, PAGE, PUBLISHED } from './catalogue.ts';

const client = createClient({ url: process.env['REDIS_URL'] });
client.on('error', (error) => console.error('Redis connection error:', error));
await client.connect();
await mongoose.connect(process.env['MONGODB_URI'] ?? '', { dbName: process.env['MONGODB_DATABASE'] });

const Category = mongoose.model(
  'Category',
  new mongoose.Schema({ slug: String }, { collection: 'categories' }),
);
const User = mongoose.model('User', new mongoose.Schema({ username: String }, { collection: 'users' }));
const courseSchema = new mongoose.Schema(
  {
    title: String,
    slug: String,
    description: String,
    category: { type: mongoose.Schema.Types.ObjectId, ref: Category },
    level: String,
    language: String,
    tags: [String],
    price: { amount: Number, currency: String },
    originalAmount: Number,
    thumbnail: String,
    totalLessons: Number,
    totalDurationSeconds: Number,
    enrollmentCount: Number,
    rating: { average: Number, count: Number },
    instructor: { type: mongoose.Schema.Types.ObjectId, ref: User },
    status: String,
    isPublic: Boolean,
    isDeleted: Boolean,
    publishedAt: Date,
  },
  { collection: 'courses' },
);
const Course = mongoose.model('Course', courseSchema);

const app = express();
app.use(express.json());

// Express 5 takes care of promises that fail.
// oxlint-disable-next-line oxc/no-async-endpoint-handlers
app.get('/api/v1/courses', async (request: Request, response: Response) => {
  const key = `courses:${request.originalUrl}`;
  const cached = await client.get(key);
  if (cached) {
    response.status(200).json(JSON.parse(cached));
    return;
  }
  const courses = await Course.find(PUBLISHED)
    .select(Object.keys(CARD))
    .sort({ publishedAt: -1, _id: -1 })
    .limit(PAGE)
    .populate('category', 'slug')
    .populate('instructor', 'username');
  const answer = { data: courses, page: { limit: PAGE, nextCursor: null } };
  await client.set(key, JSON.stringify(answer), { EX: 60 });
  response.status(200).json(answer);
});

app.listen(Number(process.env['PORT']), '127.0.0.1');
