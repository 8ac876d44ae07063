// Runs once in each pane; Gradio gives `element`, `trigger` and `watch`. Only ids go to the server.
const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
const phone = matchMedia("(max-width: 900px)");
const behavior = calm ? "auto" : "smooth";
const byId = (id) => document.getElementById(id);

const openPlace = () => document.querySelector("#reader [data-place]")?.dataset.place;

// The server lights links only when it renders the transcript; what is opened later is lit here.
const lightLinks = () => {
  const place = openPlace();
  for (const link of document.querySelectorAll("#transcript a[data-go]")) {
    if (link.dataset.go === place) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
};

const backToChat = () => {
  const came = byId("desk").cameFrom; // one of several links to a quote
  const back = came?.isConnected && came.hasAttribute("aria-current") ? came : byId(openPlace());
  const goal = back || document.querySelector("#question textarea");
  goal?.focus({ preventScroll: true });
  goal?.scrollIntoView({ block: "center", behavior });
};

element.addEventListener("click", (event) => {
  const link = event.target.closest("[data-event], [data-back]");
  if (!link || link.disabled) return;
  event.preventDefault();
  if (link.hasAttribute("data-back")) return backToChat();
  // Someone who marks the words of a quote wants to copy them.
  if (link.tagName === "FIGURE" && String(getSelection())) return;
  if (link.closest("#transcript")) byId("desk").cameFrom = link.matches("a") ? link : null;
  trigger(link.dataset.event, { go: link.dataset.go });
});

// A new rendering knows nothing of what was unfolded before.
const unfolded = new Set();
const note = ({ target }) => {
  if (target.dataset.key) unfolded[target.open ? "add" : "delete"](target.dataset.key);
};
element.addEventListener("toggle", note, true);
const unfoldAgain = () => {
  for (const part of element.querySelectorAll("details[data-key]")) {
    part.open = unfolded.has(part.dataset.key);
  }
};

// With a question asked, the choice is made; a new conversation has none of the old one's lines.
const forget = (log) => {
  if (log.dataset.turns === "0") unfolded.clear();
  else unfolded.delete("choice");
};

const settleTranscript = (log, before) => {
  const turn = log.lastElementChild;
  const busy = log.getAttribute("aria-busy") === "true";
  const asked = log.dataset.turns !== before.turns;
  if (!asked && busy === before.busy) return;
  before.turns = log.dataset.turns;
  before.busy = busy;
  // Only then: whoever reads on while more is written must not be carried away.
  if (asked && turn?.matches(".turn")) turn.scrollIntoView({ block: "start", behavior });
  if (asked && phone.matches) document.activeElement?.blur(); // its keyboard would hide the answer
  if (busy || phone.matches) return;
  // The text box lost the focus when it was locked; give it back unless it went elsewhere.
  requestAnimationFrame(() => {
    const lost = !document.activeElement || document.activeElement === document.body;
    if (lost) document.querySelector("#question textarea")?.focus({ preventScroll: true });
  });
};

const settleReader = (side, before) => {
  if (side.dataset.shown === before.shown) return;
  before.shown = side.dataset.shown;
  const page = side.querySelector(".page");
  const lit = side.querySelector("#lit");
  const by = side.dataset.by;
  if (phone.matches) {
    if (by !== "answer") (lit || side).scrollIntoView({ block: lit ? "center" : "start", behavior });
  } else if (lit) {
    const above = lit.getBoundingClientRect().top - page.getBoundingClientRect().top;
    page.scrollTo({ top: page.scrollTop + above - page.clientHeight / 3, behavior });
  } else {
    page.scrollTo({ top: 0 });
  }
  // A link to a quote leads there; the pane's own buttons keep the focus while they last.
  if (by === "link") lit?.focus({ preventScroll: true });
  if (by === "nav" && !side.contains(document.activeElement)) {
    side.querySelector("h2")?.focus({ preventScroll: true });
  }
};

const before = { turns: "0", busy: false, shown: "0" };
watch("value", () => {
  const log = element.querySelector(".log");
  if (log && log.dataset.turns !== before.turns) forget(log);
  unfoldAgain();
  lightLinks();
  if (log) settleTranscript(log, before);
  const side = element.querySelector("[data-shown]");
  if (side) settleReader(side, before);
});
document.addEventListener("click", (event) => {
  const choice = element.querySelector(".choice[open]");
  if (choice && event.target.isConnected && !choice.contains(event.target)) choice.open = false;
});
element.addEventListener("keydown", (event) => {
  const choice = element.querySelector(".choice[open]");
  if (event.key === "Escape" && choice) {
    choice.open = false;
    return choice.querySelector("summary").focus();
  }
  if (event.key === "Escape" && element.querySelector("[data-back]")) backToChat();
});
