/** Makes rows of an export of documents as they are read. */
export async function* rowsOf<D>(
  documents: AsyncIterable<D>,
  toRow: (document: D) => object,
): AsyncGenerator<object> {
  for await (const document of documents) yield toRow(document);
}
