// Finding words in an article. What is found is lit by the browser: the text stays as it is.
import { fold } from "/page/folding.js";
import { bring, frameOf, lastThat, reader } from "/page/scrolling.js";

const LIT = "found";
const LIT_NOW = "found-now";
const MOST_LIT = 1000; // on either side of the match that is shown: a paragraph may be a megabyte
// The search that is open: the blocks of the text with what they say, what was found, and which
// of it is shown. A match is the number of its block and its place in what that says.
let search = null;

const bar = () => reader()?.querySelector(".find");

const blocksOf = (side) => [
  side.querySelector(".page > h2"),
  ...side.querySelectorAll(".text > :not(.stretch, .repeated), .stretch > :not(.repeated)"),
];

const rangeOf = ({ block, start, end }) => {
  const { at } = search.said[block];
  const nodes = document.createTreeWalker(search.blocks[block], NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  const [first, last] = at ? [at[start], at[end]] : [start, end];
  let begun = false;
  for (let before = 0; nodes.nextNode(); ) {
    const { length } = nodes.currentNode;
    if (!begun && first < before + length) {
      range.setStart(nodes.currentNode, first - before);
      begun = true;
    }
    if (last <= before + length) {
      range.setEnd(nodes.currentNode, last - before);
      return range;
    }
    before += length;
  }
  return range;
};

const firstFrom = (block) => {
  let [low, high] = [0, search.matches.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (search.matches[middle].block < block) low = middle + 1;
    else high = middle;
  }
  return low;
};

// A range for every match of a long article would take seconds: only those in sight get one.
const light = () => {
  if (!search || !CSS.highlights) return;
  const { top, bottom } = frameOf(search.side);
  const first = lastThat(search.blocks, (box) => box.bottom < top) + 1;
  const last = lastThat(search.blocks, (box) => box.top <= bottom);
  const [from, to] = [firstFrom(first), firstFrom(last + 1)];
  const middle = Math.min(Math.max(search.now, from), to);
  const [least, most] = [Math.max(from, middle - MOST_LIT), Math.min(to, middle + MOST_LIT)];
  const seen = search.matches.slice(least, most);
  const now = search.matches[search.now];
  CSS.highlights.set(LIT, new Highlight(...seen.filter((match) => match !== now).map(rangeOf)));
  CSS.highlights.set(LIT_NOW, new Highlight(...(now ? [rangeOf(now)] : [])));
};

const show = (now) => {
  const { side, matches } = search;
  const total = matches.length;
  search.now = total ? (now + total) % total : -1;
  const told = bar().querySelector(".found");
  const { found, none } = told.dataset;
  const count = (number) => number.toLocaleString(document.documentElement.lang || undefined);
  if (!search.wanted) told.textContent = "";
  else if (!total) told.textContent = none;
  else told.textContent = found.replace("{here}", count(search.now + 1)).replace("{total}", count(total));
  bar().classList.toggle("nothing", Boolean(search.wanted) && !total);
  if (total) {
    const range = rangeOf(matches[search.now]);
    const { top, bottom } = frameOf(side);
    const box = range.getBoundingClientRect();
    if (box.top < top + 20 || box.bottom > bottom - 20) bring(side, () => range.getBoundingClientRect());
  }
  light();
};

const seek = () => {
  const wanted = fold(bar().querySelector("input").value).folded.trim();
  search.wanted = wanted;
  search.matches = [];
  search.said.forEach(({ folded }, block) => {
    for (let start = wanted ? folded.indexOf(wanted) : -1; start >= 0; ) {
      const end = start + wanted.length;
      search.matches.push({ block, start, end });
      start = folded.indexOf(wanted, end);
    }
  });
  show(firstFrom(search.from));
};

const button = () => reader()?.querySelector("[data-find=article]");

const open = (side) => {
  const input = bar().querySelector("input");
  if (!search) {
    const blocks = blocksOf(side);
    const { top } = frameOf(side);
    const said = blocks.map((block) => fold(block.textContent));
    const from = lastThat(blocks, (box) => box.bottom < top) + 1;
    search = { side, blocks, said, from, matches: [], now: -1, wanted: "" };
    search.origin = document.activeElement;
    bar().hidden = false;
    button().setAttribute("aria-expanded", "true");
  }
  input.focus();
  input.select();
  seek();
};

const forget = () => {
  search = null;
  CSS.highlights?.delete(LIT);
  CSS.highlights?.delete(LIT_NOW);
};

const close = () => {
  const { origin, side } = search;
  const inside = bar().contains(document.activeElement);
  forget();
  bar().hidden = true;
  button().setAttribute("aria-expanded", "false");
  if (!inside) return;
  const goal = origin?.isConnected && side.contains(origin) ? origin : button();
  goal.focus({ preventScroll: true });
};

const keys = (event) => {
  const side = reader();
  if (!side?.contains(event.target) || !bar() || event.isComposing) return;
  const typing = event.target.matches("input, textarea, select");
  const chord = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
  const wanted = (chord && event.key.toLowerCase() === "f") || (event.key === "/" && !typing);
  const step = { Enter: event.shiftKey ? -1 : 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (wanted) open(side);
  else if (search && event.key === "Escape") close();
  else if (search && step && event.target.closest(".find input")) show(search.now + step);
  else return;
  event.preventDefault();
  event.stopPropagation();
};

const presses = ({ target }) => {
  if (target.closest("[data-find=article]")) return search ? close() : open(reader());
  const way = target.closest(".find [data-match]")?.dataset.match;
  if (!search || !way) return;
  if (way === "close") close();
  else show(search.now + (way === "next" ? 1 : -1));
};

export const start = (root) => {
  let due = false;
  root.addEventListener("keydown", keys, true); // before Escape leads back to the chat
  root.addEventListener("click", presses);
  root.addEventListener("input", ({ target }) => search && target.closest(".find") && seek());
  root.addEventListener("desk:rendered", () => {
    if (search && (bar()?.hidden ?? true)) forget(); // the pane shows something else by now
  });
  const later = () => {
    if (!search || due) return;
    due = true;
    requestAnimationFrame(() => {
      due = false;
      light();
    });
  };
  root.addEventListener("scroll", later, { capture: true, passive: true });
  addEventListener("resize", later);
};
