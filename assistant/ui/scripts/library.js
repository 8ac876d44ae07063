// The library panel: searching its rows, what is ticked, and keeping up with what is being read.
const shelf = () => document.querySelector("#reader .shelf");
let wanted = "";

const apply = () => {
  const list = shelf()?.querySelector("ul.library");
  if (!list) return;
  const rows = [...list.children];
  const words = wanted.toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const row of rows) {
    row.hidden = !words.every((word) => row.dataset.findText.includes(word));
    shown += row.hidden ? 0 : 1;
  }
  shelf().querySelector(".nothing").hidden = shown > 0 || rows.length === 0;
  const status = shelf().querySelector(".ticks [role=status]");
  if (!status) return;
  const boxes = list.querySelectorAll("input[type=checkbox]");
  const ticked = [...boxes].filter((box) => box.checked).length;
  const { shown: found, asking, all } = status.dataset;
  const told = (text, number, total) => text.replace("{number}", number).replace("{total}", total);
  if (words.length) status.textContent = told(found, shown, rows.length);
  else status.textContent = ticked === boxes.length ? all : told(asking, ticked, boxes.length);
};

// A row that is written over keeps what was done to its box: it has to show what was rendered. A
// click that was not yet counted then is not lost; the panel is asked for once more.
let awaited = 0;
const tick = () => {
  const counted = Number(shelf().closest("[data-clicks]").dataset.clicks);
  const made = Number(document.getElementById("desk").dataset.clicks ?? 0);
  if (counted < made && awaited < made) {
    awaited = made;
    return send("reader", "click", { go: "refresh" });
  }
  for (const box of shelf().querySelectorAll(".library input[type=checkbox]")) {
    box.checked = box.defaultChecked;
  }
};

// While something is being read the panel says so; when it is done it is shown anew.
let version = null;
let timer = null;
let send;
const states = (state) => {
  const panel = shelf();
  if (!panel) return;
  for (const row of panel.querySelectorAll("li[data-source]")) {
    const of = state.files?.find((file) => file.source === row.dataset.source);
    const label = row.querySelector("[data-state]");
    if (of && label) label.className = `state ${of.state}`;
  }
};
let program = null; // which start of it answers: another may hold less than is shown
const offline = (gone) => {
  const told = document.querySelector(".offline");
  if (!gone) {
    // The program was started anew: what it holds may be older than what is shown.
    if (told) location.reload();
    return;
  }
  if (told) return;
  const box = document.createElement("div");
  box.className = "offline";
  box.setAttribute("role", "status");
  document.getElementById("desk").append(box);
  box.textContent = document.querySelector("#bar [data-lost]")?.dataset.lost ?? "";
};
const poll = async () => {
  timer = null;
  let pause = 5000;
  try {
    if (document.visibilityState === "visible") {
      const answer = await fetch(`/library/state?version=${version ?? ""}`);
      if (answer.status === 401 || answer.status === 409) return location.reload();
      offline(false);
      const answering = answer.headers.get("x-program");
      if (program && answering !== program) return location.reload();
      program = answering;
      if (answer.status === 200) {
        const state = await answer.json();
        if (state.busy) pause = 700;
        if (state.busy) states(state);
        else if (version !== null) send("reader", "click", { go: "refresh" });
        version = state.version;
        document.dispatchEvent(new CustomEvent("library:state", { detail: state }));
      }
    }
  } catch {
    offline(true); // the program is not there: it may come back
    pause = 2000;
  }
  timer ??= setTimeout(poll, pause);
};

export const soon = () => {
  clearTimeout(timer);
  timer = setTimeout(poll, 150);
};

export const start = (root, sender) => {
  send = sender;
  root.addEventListener("input", ({ target }) => {
    if (target.dataset.find !== "library") return;
    wanted = target.value;
    apply();
  });
  root.addEventListener("change", ({ target }) => {
    if (target.matches(".library input[type=checkbox]")) apply();
  });
  root.addEventListener("desk:rendered", ({ detail }) => {
    if (detail.pane !== "reader" || !shelf()) return;
    const search = shelf().querySelector("[data-find=library]");
    if (search) search.value = wanted;
    tick();
    apply();
    if (shelf().querySelector(".state.waiting, .state.indexing")) soon();
  });
  soon();
};
