// Text as it is compared in a search: without case, accents, runs of white space, kinds of marks.
const ALIKE = { "’": "'", "‘": "'", "‚": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"' };
const ACCENTS = /[\u0300-\u036f]/g;
const known = new Map();

const character = (one) => {
  let folded = known.get(one);
  if (folded === undefined) {
    if (/\s/.test(one)) folded = " ";
    else if (/[\u2010-\u2015\u2212]/.test(one)) folded = "-";
    else folded = ALIKE[one] ?? one.toLowerCase().normalize("NFKD").replace(ACCENTS, "");
    known.set(one, folded);
  }
  return folded;
};

// The folded text, and for each of its characters where it stands in `text`: null for "just there".
export const fold = (text) => {
  const words = text.trimEnd();
  if (/^[\x20-\x7e\n]*$/.test(words) && !/[ \n]{2}/.test(words)) {
    return { folded: words.toLowerCase().replaceAll("\n", " "), at: null };
  }
  const at = [];
  const parts = [];
  let place = 0;
  let blank = false;
  for (const one of words) {
    const as = character(one);
    if (as !== " " || !blank) {
      parts.push(as);
      for (let unit = 0; unit < as.length; unit += 1) at.push(place);
      if (as) blank = as === " ";
    }
    place += one.length;
  }
  at.push(words.length);
  return { folded: parts.join(""), at };
};
