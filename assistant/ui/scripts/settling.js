// After a pane was rendered anew: what was unfolded, focused or lit is so again.
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const narrow = matchMedia("(max-width: 899px)");
const dark = matchMedia("(prefers-color-scheme: dark)");
const behavior = () => (calm.matches ? "auto" : "smooth");
const byId = (id) => document.getElementById(id);

export const openPlace = () => document.querySelector("#reader [data-place]")?.dataset.place;

// On a narrow screen one pane shows at a time; on others the rail alone can be called up.
export const show = (pane) => {
  byId("desk").dataset.shows = pane;
  if (pane === "rail") requestAnimationFrame(() => byId("rail").querySelector("button")?.focus());
};

// The server lights links only when it renders the transcript; what is opened later is lit here.
const lightLinks = () => {
  const place = openPlace();
  for (const link of document.querySelectorAll("#log a[data-go]")) {
    if (link.dataset.go === place) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
};

const unfolded = new Set();
document.addEventListener(
  "toggle",
  ({ target }) => {
    if (target.dataset?.key) unfolded[target.open ? "add" : "delete"](target.dataset.key);
    // What unfolds at the lower edge of a pane would be cut off by it.
    if (target.open) target.querySelector(".choices")?.scrollIntoView({ block: "nearest" });
  },
  true,
);

// The element that has the focus, told by what it stands for: a new one takes its place.
const nameOf = (node) => {
  if (!node?.closest) return "";
  if (node.id) return `#${CSS.escape(node.id)}`;
  // Where a question was edited its button stands again.
  if (node.form?.matches(".edit")) return `[data-go="edit-${node.form.dataset.go.slice("ask-".length)}"]`;
  const { go, input, find, key, copyAnswer } = node.dataset ?? {};
  if (go) return `${node.tagName.toLowerCase()}[data-go="${CSS.escape(go)}"]`;
  if (input) return `[data-input="${input}"]`;
  if (find) return `[data-find="${find}"]`;
  if (node.matches("[data-upload]")) return "[data-upload]";
  if (copyAnswer) return `[data-copy-answer="${copyAnswer}"]`;
  if (key) return `[data-key="${CSS.escape(key)}"] > summary`;
  if (node.tagName === "SUMMARY") return nameOf(node.parentElement) || "";
  return "";
};
let focused = { pane: "", name: "" };
document.addEventListener("focusin", ({ target }) => {
  const pane = target.closest("[id=rail], [id=bar], [id=past], [id=current], [id=reader]")?.id ?? "";
  focused = { pane, name: nameOf(target) };
});
const focusAgain = (pane, element) => {
  const lost = !document.activeElement || document.activeElement === document.body;
  if (!lost || focused.pane !== pane || !focused.name) return;
  const goal = element.querySelector(focused.name);
  goal?.focus({ preventScroll: true });
  if (goal?.matches("input[type=search]")) goal.setSelectionRange(goal.value.length, goal.value.length);
};

const before = { turns: null, busy: false, shown: "", conversation: null };

// What was opened below a question comes into view; true where a question is edited.
const settleForms = (element) => {
  element.querySelector(".explain")?.scrollIntoView({ block: "nearest", behavior: behavior() });
  const editor = element.querySelector("[data-focus]");
  if (editor && document.activeElement !== editor) editor.focus();
  return Boolean(editor);
};

// The text box lost the focus when it was locked; it gets it back unless that went elsewhere, as
// soon as it is open again, which may be some frames after the answer is there.
const giveBack = (frames = 300) =>
  requestAnimationFrame(() => {
    const lost = !document.activeElement || document.activeElement === document.body;
    const box = document.querySelector("#question textarea");
    if (!lost || !box) return;
    if (box.disabled && frames) giveBack(frames - 1);
    else box.focus({ preventScroll: true });
  });

const settleCurrent = (element) => {
  const log = element.querySelector("[data-turns]");
  if (!log) return;
  const busy = log.getAttribute("aria-busy") === "true";
  const { turns } = log.dataset;
  const asked = turns !== before.turns || (busy && !before.busy);
  const changed = asked || busy !== before.busy;
  before.turns = turns;
  before.busy = busy;
  if (asked) focused = { pane: "", name: "" };
  if (settleForms(element) || !changed) return;
  // Only then: whoever reads on while more is written must not be carried away.
  if (asked && turns !== "0") {
    log.firstElementChild?.scrollIntoView({ block: "start", behavior: behavior() });
    show("chat");
  }
  if (asked && narrow.matches) document.activeElement?.blur(); // its keyboard would hide the answer
  if (busy || narrow.matches) return;
  giveBack();
};

const settleShelf = (element) => {
  const side = element.querySelector("[data-shown]");
  if (!side || side.dataset.shown === before.shown) return;
  const first = before.shown === "";
  before.shown = side.dataset.shown;
  const page = side.querySelector(".page");
  const lit = side.querySelector("#lit");
  const { by } = side.dataset;
  if (lit) {
    const above = lit.getBoundingClientRect().top - page.getBoundingClientRect().top;
    page.scrollTo({ top: page.scrollTop + above - page.clientHeight / 3, behavior: behavior() });
  } else {
    page?.scrollTo({ top: 0 });
  }
  // A link to a quote leads there; the pane's own buttons keep the focus while they last. Library
  // and settings have it where they were called, also from a rail that is hidden by now.
  const at = document.activeElement;
  const hidden = at === document.body && byId("desk").dataset.shows === "shelf";
  const called = !by && !first && (hidden || at?.matches("[data-go=library], [data-go=settings]"));
  if (by === "link" || called) (lit ?? side.querySelector("h2"))?.focus({ preventScroll: true });
  if (by === "nav" && !side.contains(document.activeElement)) {
    side.querySelector("h2")?.focus({ preventScroll: true });
  }
};

const paint = ({ theme, language }) => {
  document.body.classList.toggle("dark", theme === "dark" || (theme === "auto" && dark.matches));
  document.body.dataset.theme = theme;
  document.documentElement.lang = language;
};
dark.addEventListener("change", () => {
  const { theme } = document.body.dataset;
  if (theme) paint({ theme, language: document.documentElement.lang });
});

const settleBar = (element) => {
  const head = element.querySelector("[data-conversation]");
  if (!head) return;
  const { conversation } = head.dataset;
  paint(head.dataset);
  if (conversation === before.conversation) return;
  const began = before.conversation === "" && before.turns !== "0";
  if (before.conversation !== null && !began) unfolded.clear();
  before.conversation = conversation;
  document.title = conversation ? `${head.textContent} · ${head.dataset.title}` : head.dataset.title;
};

const noteAddress = () => {
  const conversation = document.querySelector("#bar [data-conversation]")?.dataset.conversation;
  const at = document.querySelector("#reader [data-at]")?.dataset.at;
  if (conversation === undefined) return;
  const parts = { ...(conversation && { c: conversation }), ...(at && { at }) };
  const plain = !conversation && at === "library";
  history.replaceState(null, "", plain ? location.pathname : `#${new URLSearchParams(parts)}`);
};

export const settle = (pane, element) => {
  for (const part of element.querySelectorAll("details[data-key]")) {
    if (!part.open && unfolded.has(part.dataset.key)) part.open = true;
  }
  if (pane === "bar") settleBar(element);
  if (pane === "past") settleForms(element);
  if (pane === "current") settleCurrent(element);
  if (pane === "reader") settleShelf(element);
  if (pane === "bar" || pane === "reader") noteAddress();
  lightLinks();
  focusAgain(pane, element);
  document.dispatchEvent(new CustomEvent("desk:rendered", { detail: { pane } }));
};
