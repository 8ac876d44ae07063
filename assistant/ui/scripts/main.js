// The page's own behaviour: panes join here, clicks and forms become events that carry ids.
import { start as startCard } from "/page/card.js";
import { start as startCopying } from "/page/copying.js";
import { start as startJoining } from "/page/joining.js";
import { start as startLibrary } from "/page/library.js";
import { start as startReading } from "/page/reading.js";
import { start as startUploads } from "/page/uploads.js";
import { openPlace, settle, show } from "/page/settling.js";

const PANES = "#rail, #bar, #past, #current, #filter, #notice, #reader";
const triggers = new Map();
const byId = (id) => document.getElementById(id);

// The program takes events in any order: a click has its number, and each event says how many clicks
// were made before it. A trial of a model takes its time and a refresh changes nothing: neither counts.
const UNCOUNTED = /^(test-|refresh$)/;
export const send = (pane, event, data) => {
  const trigger = triggers.get(pane);
  if (!trigger) return;
  const { dataset } = byId("desk");
  const clicks = Number(dataset.clicks ?? 0);
  const number = event === "click" && !UNCOUNTED.test(data.go) ? clicks + 1 : 0;
  if (number) dataset.clicks = number;
  trigger(event, { ...data, pane, clicks, number, value: data.value ?? "" });
};

// Which conversation is open, and what beside it, stands in the address: a reload comes back to it.
const inAddress = (name) => new URLSearchParams(location.hash.slice(1)).get(name) ?? "";

export const join = (element, trigger, watch) => {
  const pane = element.closest(PANES).id;
  triggers.set(pane, trigger);
  watch("value", () => settle(pane, element));
  if (pane === "rail") {
    send("rail", "expand", { value: inAddress("c"), go: inAddress("at") });
  }
};

const paneOf = (node) => {
  for (let at = node; at; at = at.parentElement) if (triggers.has(at.id)) return at.id;
  return null;
};

let cameFrom = null; // the link to a quote that was followed last, if nothing was since
const follow = (link, value) => {
  const pane = paneOf(link);
  if (!pane) return;
  const menu = link.closest("details.menu");
  if (menu && !menu.matches(".quotes")) fold(menu); // that one leads to its quote
  if (link.dataset.busy) {
    link.textContent = link.dataset.busy;
    link.disabled = true;
  }
  const quote = link.matches("#past a, #current a");
  cameFrom = quote ? { link, go: link.dataset.go } : null;
  send(pane, link.dataset.event, { go: link.dataset.go, value });
  const shows = /^(quote|near|article)-|^(library|settings)$/.test(link.dataset.go ?? "");
  if (shows) show("shelf");
  else if (/^(conversation-|new$)/.test(link.dataset.go ?? "")) show("chat");
};

const backToChat = () => {
  show("chat");
  // One of several links to a quote, unless another one stands at its place by now; the article may
  // still be on its way.
  const { link, go } = cameFrom ?? {};
  const stands = link?.isConnected && link.dataset.go === go;
  const back = stands ? link : (byId(go) ?? byId(openPlace()));
  const goal = back || document.querySelector("#question textarea");
  goal?.focus({ preventScroll: true });
  goal?.scrollIntoView({ block: "center" });
};

// The rail lies over the chat: it goes when Escape, a touch beside it or the next thing is wanted.
const railShows = () => byId("desk").dataset.shows === "rail";
const closeRail = () => {
  show("chat");
  document.querySelector("#bar [data-pane=rail]")?.focus();
};
document.addEventListener("focusin", ({ target }) => {
  if (railShows() && !target.closest("#side")) show("chat");
});

const fold = (part) => {
  part.open = false;
  part.querySelector("summary").focus();
};

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (event.target.isConnected && !menu.contains(event.target)) menu.open = false;
  }
  const pane = event.target.closest("[data-pane]");
  if (pane) return show(pane.dataset.pane);
  if (event.target.id === "desk" && railShows()) return closeRail();
  if (event.target.closest("[data-close]")) {
    event.target.closest("[role=alert]").hidden = true;
    return;
  }
  const link = event.target.closest("[data-event], [data-back]");
  if (!link || link.disabled || link.matches("form, input")) return;
  if (link.matches("[data-back]")) {
    event.preventDefault();
    return backToChat();
  }
  // Someone who marks the words of a quote wants to copy them.
  if (link.tagName === "FIGURE" && (String(getSelection()) || event.target.closest("a"))) return;
  event.preventDefault();
  follow(link);
});

document.addEventListener("change", (event) => {
  const box = event.target;
  if (box.matches("input[type=checkbox][data-go]")) follow(box, String(box.checked));
  if (box.matches("select[data-go]")) send(paneOf(box), "click", { go: box.dataset.go, value: box.value });
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.dataset.event) return;
  event.preventDefault();
  follow(form, form.elements.value?.value ?? "");
});

let waiting;
document.addEventListener("input", (event) => {
  const { input } = event.target.dataset;
  if (!input) return;
  clearTimeout(waiting);
  const pane = paneOf(event.target);
  waiting = setTimeout(() => send(pane, "click", { go: input, value: event.target.value }), 200);
});

document.addEventListener("keydown", (event) => {
  const { target } = event;
  if (event.key === "Enter" && target.matches("form.edit textarea") && !event.shiftKey) {
    event.preventDefault();
    target.form.requestSubmit();
  }
  if (event.key !== "Escape" || event.defaultPrevented) return;
  const menu = target.closest("details.menu[open]");
  if (menu) return fold(menu);
  if (railShows()) return closeRail();
  if (target.closest("form.edit")) return target.form.querySelector("[data-go=edit-none]").click();
  if (target.closest("#reader")) backToChat();
});

startCard(document);
startCopying(document);
startJoining(() => send("reader", "click", { go: "refresh" }));
startLibrary(document, send);
startReading(document);
startUploads(document, send);
