/** Words on their way into a file. */

/** Signs that XML cannot hold are left out; a line end within words is a space. */
export function clean(text: string): string {
  return text
    .replace(/[\n\r\u2028\u2029]+/g, " ")
    .replace(/[^\t\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "");
}
