// Adding files: several at once, each with its progress, its result, and a way to cancel.
import { soon } from "/page/library.js";

const AT_A_TIME = 2;
const files = []; // { file, state, share, reason, request }
let send;

const box = () => document.querySelector("#reader .uploads");
const open = (state) => state === "queued" || state === "sending" || state === "indexing";

const element = (tag, name, text) => {
  const made = document.createElement(tag);
  if (name) made.className = name;
  if (text !== undefined) made.textContent = text;
  return made;
};

const bar = (share, label) => {
  const made = element("progress");
  made.max = 1;
  made.value = share;
  made.setAttribute("aria-label", label);
  return made;
};

const button = (text, run) => {
  const made = element("button", "plain", text);
  made.type = "button";
  made.addEventListener("click", run);
  return made;
};

const cancel = (item) => {
  item.request?.abort();
  item.state = "cancelled";
  draw();
  next();
};

const row = (item, texts) => {
  const line = element("li", item.state);
  const name = element("span", "name", item.file.name);
  name.dir = "auto";
  line.append(name);
  if (open(item.state)) {
    line.append(bar(item.share, item.file.name));
    const told = item.state === "indexing" ? texts.indexing : item.state === "queued" ? texts.waiting : "";
    line.append(element("span", "result", told || `${Math.round(item.share * 100)} %`));
    if (item.state !== "indexing") {
      const stop = button(texts.cancelAll, () => cancel(item));
      stop.setAttribute("aria-label", `${texts.cancelAll}: ${item.file.name}`);
      line.append(stop);
    }
  } else {
    const told = { ready: texts.uploaded, cancelled: texts.cancelled }[item.state] ?? item.reason;
    line.append(element("span", "result", told));
  }
  return line;
};

const draw = () => {
  const place = box();
  if (!place) return;
  place.hidden = files.length === 0;
  if (place.hidden) return;
  const texts = place.dataset;
  const total = files.length;
  const done = files.filter((item) => !open(item.state)).length;
  const share = files.reduce((sum, item) => sum + (open(item.state) ? item.share * 0.9 : 1), 0) / total;
  const head = element("div", "head");
  const count = texts.progress.replace("{done}", done).replace("{total}", total);
  head.append(element("strong", "", texts.uploading), element("span", "count", count));
  if (done < total) {
    const all = () => files.filter((item) => open(item.state)).forEach(cancelQuietly);
    head.append(button(texts.cancelAll, () => (all(), draw())));
  } else {
    head.append(button(texts.clear, () => (files.splice(0), draw())));
  }
  const list = element("ul");
  list.append(...files.map((item) => row(item, texts)));
  const focused = place.contains(document.activeElement);
  place.replaceChildren(head, bar(share, texts.uploading), list);
  if (focused) place.querySelector("button")?.focus();
};

const cancelQuietly = (item) => {
  if (item.state === "indexing") {
    fetch("/library/cancel", { method: "POST" });
  }
  item.request?.abort();
  item.state = "cancelled";
};

const finish = (item, answer) => {
  item.request = null;
  if (item.state === "cancelled") return;
  item.share = 1;
  item.source = answer.source;
  item.reason = answer.reason ?? "";
  item.state = answer.state === "waiting" ? "indexing" : answer.state;
  soon();
};

const upload = (item) => {
  const request = new XMLHttpRequest();
  item.request = request;
  item.state = "sending";
  request.open("POST", `/library/upload?name=${encodeURIComponent(item.file.name)}`);
  request.upload.addEventListener("progress", ({ loaded, total }) => {
    item.share = total ? loaded / total : 0;
    draw();
  });
  request.addEventListener("loadend", () => {
    let answer = { state: "failed", reason: request.statusText || "–" };
    try {
      answer = JSON.parse(request.responseText);
    } catch {
      if (request.responseText) answer.reason = request.responseText.slice(0, 300);
    }
    if (request.status === 429 && item.state !== "cancelled") {
      item.state = "queued"; // too many at once: it is its turn again in a while
      setTimeout(next, 1000 * Number(request.getResponseHeader("retry-after") ?? 2));
    } else finish(item, answer);
    draw();
    next();
  });
  request.send(item.file);
};

const next = () => {
  const busy = files.filter((item) => item.state === "sending").length;
  const waiting = files.filter((item) => item.state === "queued");
  waiting.slice(0, Math.max(0, AT_A_TIME - busy)).forEach(upload);
  draw();
};

const add = (list) => {
  for (const file of list) files.push({ file, state: "queued", share: 0, reason: "" });
  if (!box()) send("rail", "click", { go: "library" });
  next();
};

const dragged = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");

export const start = (root, sender) => {
  send = sender;
  root.addEventListener("change", ({ target }) => {
    if (!target.matches("[data-upload]")) return;
    add(target.files);
    target.value = "";
  });
  root.addEventListener("dragover", (event) => {
    if (!dragged(event)) return;
    event.preventDefault();
    root.body.classList.add("dragging");
  });
  root.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) root.body.classList.remove("dragging");
  });
  root.addEventListener("drop", (event) => {
    if (!dragged(event)) return;
    event.preventDefault();
    root.body.classList.remove("dragging");
    add(event.dataTransfer.files);
  });
  root.addEventListener("library:state", ({ detail }) => {
    for (const item of files.filter(({ state }) => state === "indexing")) {
      const of = detail.files?.find((file) => file.source === item.source);
      if (of?.state === "ready" || of?.state === "failed") {
        item.state = of.state;
        item.reason = of.reason ?? "";
      } else if (!of && !detail.busy) item.state = "ready";
      else if (of?.state === "indexing") item.share = detail.progress;
    }
    draw();
  });
  root.addEventListener("desk:rendered", ({ detail }) => {
    if (detail.pane === "reader") draw();
  });
};
