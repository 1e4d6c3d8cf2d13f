/** How every list is answered. */
export interface Page<T> {
  readonly data: T[];
  readonly page: {
    readonly limit: number;
    /** Where the next page begins; null on the last one. */
    readonly nextCursor: string | null;
  };
}

/** The same page with other items: documents become what the client sees. */
export const mapPage = <T, U>({ data, page }: Page<T>, map: (item: T) => U): Page<U> => ({
  data: data.map(map),
  page,
});
