/** Search as people type it: any part of any word, no matter the order, the case or the accents. */

function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase();
}

/** @returns `true` when every typed word is found in one of `texts`; an empty search finds all */
export function matchesSearch(search: string, texts: readonly (string | null)[]): boolean {
  const words = plain(search).split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const haystack = plain(texts.filter((text) => text !== null).join(' '));
  return words.every((word) => haystack.includes(word));
}
