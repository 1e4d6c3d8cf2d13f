import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { trusted, Types, type Model, type mongo } from 'mongoose';
import { EXPORT_CHUNK_MODEL, type ExportChunkDocument } from './export-chunk.schema.js';

/** The files of exports, part by part. */
@Injectable()
export class ExportChunkRepository {
  constructor(@InjectModel(EXPORT_CHUNK_MODEL) private readonly chunks: Model<ExportChunkDocument>) {}

  async add(exportId: string, number: number, bytes: Buffer, expiresAt: Date): Promise<void> {
    await this.chunks.create({ export: new Types.ObjectId(exportId), number, bytes, expiresAt });
  }

  /** @returns undefined when it is gone */
  async find(exportId: string, number: number): Promise<Buffer | undefined> {
    const found = await this.chunks.findOne({ export: new Types.ObjectId(exportId), number }).lean();
    // Lean documents hold the driver's own kind of bytes.
    return found ? Buffer.from((found.bytes as unknown as mongo.Binary).buffer) : undefined;
  }

  async removeOf(...exportIds: string[]): Promise<void> {
    await this.chunks.deleteMany({
      export: trusted({ $in: exportIds.map((id) => new Types.ObjectId(id)) }),
    });
  }
}
