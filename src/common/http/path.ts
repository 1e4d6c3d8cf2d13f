/** The path of a URL without its query, which may hold tokens and personal data and so is kept out of logs and answers. */
export function pathOf(url: string): string {
  const end = url.indexOf('?');
  return end === -1 ? url : url.slice(0, end);
}
