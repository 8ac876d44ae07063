// The card beside a link to a quote: the quote in its context, while the link is pointed at.
const IN = 150; // milliseconds
const OUT = 100;
const GAP = 8; // pixels to the link, and to the edges of the window
let card;
let link = null;
let timer;

const part = (name, text, tag = "span") => {
  const made = document.createElement(tag);
  made.className = name;
  made.textContent = text;
  return made;
};

const made = () => {
  if (card) return card;
  card = part("card", "", "div");
  card.id = "card";
  card.setAttribute("role", "tooltip");
  card.setAttribute("popover", "manual");
  card.addEventListener("pointerenter", () => clearTimeout(timer));
  card.addEventListener("pointerleave", () => hideSoon());
  document.body.append(card);
  return card;
};

const fill = ({ title, date, before, quote, after, status, note }) => {
  const words = part("context", "", "p");
  words.dir = "auto";
  words.append(part("before", before), part("words", quote, "mark"), part("after", after));
  const from = part("from", "", "p");
  const name = part("title", title, "cite");
  name.dir = "auto";
  from.append(name, ...(date ? [" ", part("date", date)] : []));
  made().replaceChildren(words, from, part(`status ${status}`, note, "p"));
};

// Below the link where there is room, else above it; never beyond the window.
const place = () => {
  const box = link.getClientRects()[0];
  if (!box || box.bottom < 0 || box.top > innerHeight) return hide();
  const below = innerHeight - box.bottom - 2 * GAP;
  const above = box.top - 2 * GAP;
  card.style.maxHeight = "";
  const { height, width } = card.getBoundingClientRect();
  const under = height <= below || below >= above;
  const high = Math.min(height, under ? below : above);
  card.style.maxHeight = `${Math.max(high, 60)}px`;
  card.style.top = `${under ? box.bottom + GAP : box.top - GAP - high}px`;
  const middle = box.left + box.width / 2 - width / 2;
  card.style.left = `${Math.max(GAP, Math.min(middle, innerWidth - width - GAP))}px`;
};

const show = (from) => {
  const source = document.querySelector(`[data-card="${CSS.escape(from.dataset.go)}"]`);
  if (!source || !from.isConnected) return;
  hide();
  link = from;
  fill(source.dataset);
  card.showPopover();
  link.setAttribute("aria-describedby", card.id);
  place();
};

const hide = () => {
  clearTimeout(timer);
  if (!link) return;
  link.removeAttribute("aria-describedby");
  link = null;
  card.hidePopover();
};

const hideSoon = () => {
  clearTimeout(timer);
  timer = setTimeout(hide, OUT);
};

const showSoon = (from) => {
  clearTimeout(timer);
  if (from !== link) timer = setTimeout(() => show(from), IN);
};

const linkAt = (node) => node?.closest?.("a[data-go^=quote-]") ?? null;

export const start = (root) => {
  root.addEventListener("pointerover", ({ target, pointerType }) => {
    const at = linkAt(target);
    if (at && pointerType !== "touch") showSoon(at);
  });
  root.addEventListener("pointerout", ({ target, relatedTarget }) => {
    const at = linkAt(target);
    if (at && at !== linkAt(relatedTarget)) hideSoon();
  });
  root.addEventListener("focusin", ({ target, relatedTarget }) => {
    const at = linkAt(target);
    // Whoever comes back from the article has just read it.
    const back = relatedTarget?.closest?.("#reader");
    if (at?.matches(":focus-visible") && !back) showSoon(at);
  });
  root.addEventListener("focusout", ({ target }) => linkAt(target) && hideSoon());
  root.addEventListener("click", ({ target }) => linkAt(target) && hide());
  root.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Escape" || !link) return;
      hide();
      event.preventDefault();
      event.stopPropagation();
    },
    true,
  );
  const settle = () => {
    if (link?.isConnected) place();
    else hide();
  };
  root.addEventListener("desk:rendered", hide);
  root.addEventListener("scroll", ({ target }) => link && target !== card && settle(), true);
  addEventListener("resize", () => link && settle());
};
