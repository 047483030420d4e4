// Text as people see and seek it. Knows nothing of the page.

/** Without accents and case, so that "nguyen" finds "Nguyễn". */
function fold(text) {
  // Codes and phones are most of all text, and plain.
  if (/^[\x00-\x7f]*$/.test(text)) return text.toLowerCase();
  return text.normalize('NFD').replace(/\p{M}+/gu, '').replace(/[đĐ]/g, 'd').toLowerCase();
}

/** The words that all have to be found; the row of a file is that row and no longer number. */
function terms(query) {
  const found = fold(query).split(/\s+/).filter(Boolean);
  return found.map((term) => (/\.\w+:\d+$/.test(term) ? `${term}\n` : term));
}

const segmenter = typeof Intl.Segmenter === 'function' ? new Intl.Segmenter('vi', { granularity: 'grapheme' }) : null;

/** What a reader takes for one letter, its accents included. */
function graphemes(text) {
  if (segmenter) return Array.from(segmenter.segment(text), (part) => part.segment);
  return text.match(/\P{M}\p{M}*|\p{M}+/gu) ?? [];
}

/** Words, blanks, and every other sign by itself; never half a letter. */
function words(text) {
  const found = [];
  let before = '';
  for (const letter of graphemes(text)) {
    const kind = /^[\p{L}\p{N}]/u.test(letter) ? 'word' : /^\s/.test(letter) ? 'blank' : 'sign';
    if (kind === before && kind !== 'sign') found[found.length - 1] += letter;
    else found.push(letter);
    before = kind;
  }
  return found;
}

/** How many items are the same from the start on. */
function sameStart(old, young) {
  let count = 0;
  while (count < old.length && count < young.length && old[count] === young[count]) count += 1;
  return count;
}

/** How many items are the same at the end, without those that are the same at the start. */
function sameEnd(old, young, start) {
  const most = Math.min(old.length, young.length) - start;
  let count = 0;
  while (count < most && old[old.length - 1 - count] === young[young.length - 1 - count]) count += 1;
  return count;
}

/** What two texts have to share at least. */
const LEAST = 0.4;

/** Beyond so many pairs of words the middle is taken as changed as a whole. */
const PAIRS = 160000;

/** Lengths of the longest common subsequences of all ends of two lists. */
function common(old, young) {
  const width = young.length + 1;
  const lengths = new Uint16Array((old.length + 1) * width);
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = young.length - 1; j >= 0; j -= 1) {
      lengths[i * width + j] = old[i] === young[j]
        ? lengths[(i + 1) * width + j + 1] + 1
        : Math.max(lengths[(i + 1) * width + j], lengths[i * width + j + 1]);
    }
  }
  return (i, j) => lengths[i * width + j];
}

/** A list of parts, each the same on both sides or not; neighbours of a kind become one. */
class Parts {
  list = [];

  add(same, old, young) {
    if (!old && !young) return;
    const last = this.list.at(-1);
    if (last && last.same === same) {
      last.old += old;
      last.young += young;
    } else this.list.push({ same, old, young });
  }
}

/** Walks two lists of words side by side. */
function align(old, young) {
  const parts = new Parts();
  if (old.length * young.length > PAIRS) {
    parts.add(false, old.join(''), young.join(''));
    return parts.list;
  }
  const length = common(old, young);
  let [i, j] = [0, 0];
  while (i < old.length || j < young.length) {
    if (i < old.length && j < young.length && old[i] === young[j]) parts.add(true, old[i++], young[j++]);
    else if (j >= young.length || (i < old.length && length(i + 1, j) >= length(i, j + 1))) parts.add(false, old[i++], '');
    else parts.add(false, '', young[j++]);
  }
  return clear(parts.list);
}

/** Two texts that share but a few words are easier to read as two texts than word by word. */
function clear(list) {
  const length = (which, all) => list.reduce((sum, part) => sum + (all || part.same ? part[which].length : 0), 0);
  const shared = length('old', false);
  if (shared >= LEAST * Math.max(length('old', true), length('young', true))) return list;
  const parts = new Parts();
  list.forEach((part) => parts.add(false, part.old, part.young));
  return parts.list;
}

/** Blanks and signs between two changed words have changed with them: one mark is easier to read. */
function joined(list) {
  const parts = new Parts();
  list.forEach((part, at) => {
    const between = part.same && at > 0 && at < list.length - 1 && /^[\s\p{P}]{0,3}$/u.test(part.old);
    parts.add(part.same && !between, part.old, part.young);
  });
  return parts.list;
}

/** A changed word of which most stays, such as a phone number, is narrowed to the letters that differ. */
function narrowed(part) {
  if (part.same || !part.old || !part.young) return [part];
  const [old, young] = [graphemes(part.old), graphemes(part.young)];
  const start = sameStart(old, young);
  const end = sameEnd(old, young, start);
  if ((start + end) * 2 < Math.max(old.length, young.length)) return [part];
  const parts = new Parts();
  const cut = (list, from, to) => list.slice(from, to).join('');
  parts.add(true, cut(old, 0, start), cut(young, 0, start));
  parts.add(false, cut(old, start, old.length - end), cut(young, start, young.length - end));
  parts.add(true, cut(old, old.length - end), cut(young, young.length - end));
  return parts.list;
}

/** What of two texts is the same and what is not, in parts `{ same, old, young }`. */
function compare(oldText, youngText) {
  const [old, young] = [words(oldText), words(youngText)];
  const start = sameStart(old, young);
  const end = sameEnd(old, young, start);
  const parts = new Parts();
  parts.add(true, old.slice(0, start).join(''), young.slice(0, start).join(''));
  const middle = align(old.slice(start, old.length - end), young.slice(start, young.length - end));
  middle.forEach((part) => parts.add(part.same, part.old, part.young));
  const tail = end ? old.slice(-end).join('') : '';
  parts.add(true, tail, tail);
  return joined(parts.list).flatMap(narrowed);
}
