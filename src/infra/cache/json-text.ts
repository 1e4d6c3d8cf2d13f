/** JSON that a handler has put together of parts that were serialised before. `@Cached` routes send it as it is. */
export class JsonText {
  constructor(readonly text: string) {}
}
