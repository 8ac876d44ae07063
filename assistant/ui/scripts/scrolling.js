// Where an article is read: what scrolls it, what shows of it, and bringing a place of it up.
const calm = matchMedia("(prefers-reduced-motion: reduce)");

export const reader = () => document.querySelector("#reader .reader");

const scrollerOf = (page) => {
  for (let at = page; at; at = at.parentElement) {
    const scrolls = /auto|scroll/.test(getComputedStyle(at).overflowY);
    if (scrolls && at.scrollHeight > at.clientHeight + 1) return at;
  }
  return document.scrollingElement;
};

// The part of the window that shows the text: below the bar where that stays in view.
export const frameOf = (side) => {
  const page = side.querySelector(".page");
  const scroller = scrollerOf(page);
  const root = scroller === document.scrollingElement;
  const box = root ? { top: 0, bottom: innerHeight } : scroller.getBoundingClientRect();
  const bar = scroller === page ? box.top : side.querySelector(".bar").getBoundingClientRect().bottom;
  const top = Math.max(box.top, Math.min(bar, box.bottom));
  return { page, scroller, top, bottom: box.bottom, height: box.bottom - top };
};

// How far one has read, from 0 to 1; null where all of it is in view.
export const shareRead = ({ page, scroller, top, height }) => {
  const box = page.getBoundingClientRect();
  const start = scroller === page ? box.top - page.scrollTop : box.top;
  const hidden = (scroller === page ? page.scrollHeight : box.height) - height;
  return hidden > 1 ? Math.min(1, Math.max(0, (top - start) / hidden)) : null;
};

// The last of elements that follow each other down the page which `fits`; -1 if none does.
export const lastThat = (elements, fits) => {
  let [low, high] = [0, elements.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (fits(elements[middle].getBoundingClientRect())) low = middle + 1;
    else high = middle;
  }
  return low - 1;
};

// Heights that were only estimated so far become real on the way, so it is looked at again.
export const bring = (side, boxOf, share = 1 / 3, tries = 5) => {
  const { scroller, top, height } = frameOf(side);
  const off = boxOf().top - top - height * share;
  if (Math.abs(off) < 2 || tries === 0) return;
  const near = Math.abs(off) < 2 * height && !calm.matches;
  const before = scroller.scrollTop;
  scroller.scrollBy({ top: off, behavior: near ? "smooth" : "instant" });
  if (near || scroller.scrollTop === before) return;
  requestAnimationFrame(() => side.isConnected && bring(side, boxOf, share, tries - 1));
};
