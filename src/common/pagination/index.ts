export { decodeCursor, encodeCursor, invalidCursor, type CursorValue } from './cursor.js';
export { PageInfoDto, PageQuery } from './page-query.dto.js';
export { mapPage, type Page } from './page.js';
