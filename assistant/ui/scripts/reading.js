// Reading an article: its quote brought into view, where one is in it, its headings, copying.
import { copy, say } from "/page/copying.js";
import { start as startFind } from "/page/find.js";
import { bring, frameOf, lastThat, reader, shareRead } from "/page/scrolling.js";

let shown = "";
let headings = [];

// The heading in view and how far down that is, in the bar; a line below it shows the same.
const tellWhere = () => {
  const side = reader();
  const running = side?.querySelector(".running");
  if (!running) return;
  const frame = frameOf(side);
  const share = shareRead(frame);
  const line = side.querySelector(".progress");
  line.hidden = share === null;
  line.style.setProperty("--read", share ?? 0);
  const at = lastThat(headings, (box) => box.top < frame.top + frame.height / 3);
  const heading = headings[at] ?? side.querySelector(".page > h2");
  const where = {
    percent: Math.round(100 * (share ?? 0)),
    heading: heading.textContent.trim().replace(/\s+/g, " "),
  };
  const told = running.dataset.where.replace(/{(\w+)}/g, (_, name) => where[name]);
  running.textContent = share === null ? "" : told;
};

const settle = () => {
  const side = reader();
  if (!side?.checkVisibility()) return;
  headings = [...side.querySelectorAll(".text .heading:not(.repeated)")];
  const lit = side.querySelector("#lit");
  if (side.dataset.shown !== shown && lit) {
    bring(side, () => lit.getBoundingClientRect());
    // Who chose it from the list, which is folded again, has lost the focus there.
    const at = document.activeElement;
    const lost = !side.contains(at) || at.matches("h2") || !at.checkVisibility();
    if (side.dataset.by === "nav" && lost) lit.focus({ preventScroll: true });
  }
  shown = side.dataset.shown;
  tellWhere();
};

const toPart = (link) => {
  const heading = document.getElementById(link.hash.slice(1));
  if (!heading) return;
  bring(reader(), () => heading.getBoundingClientRect(), 0.04);
  heading.focus({ preventScroll: true });
};

const copyQuote = async (button) => {
  const { copy: text, done, failed } = button.dataset;
  const copied = await copy(text);
  say(copied ? done : failed);
  if (!copied) return;
  button.classList.add("done");
  setTimeout(() => button.classList.remove("done"), 1500);
};

export const start = (root) => {
  let due = false;
  const later = () => {
    if (due) return;
    due = true;
    requestAnimationFrame(() => {
      due = false;
      tellWhere();
    });
  };
  startFind(root);
  root.addEventListener("desk:rendered", settle);
  // On a narrow screen the article comes to the front without being rendered anew.
  const fronts = { subtree: true, attributeFilter: ["data-shows"] };
  new MutationObserver(settle).observe(root.body, fronts);
  root.addEventListener("scroll", later, { capture: true, passive: true });
  addEventListener("resize", later);
  root.addEventListener("toggle", later, true);
  root.addEventListener("click", (event) => {
    const part = event.target.closest(".outline a[data-part]");
    if (part) {
      event.preventDefault();
      toPart(part);
    }
    const button = event.target.closest(".reader [data-copy]");
    if (button) copyQuote(button);
  });
};
