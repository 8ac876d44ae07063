// Copying: what a button names, put on the clipboard, and said to have been.
const plainly = (text) => {
  const area = document.createElement("textarea");
  area.value = text;
  area.setAttribute("aria-hidden", "true");
  area.style.cssText = "position: fixed; opacity: 0";
  const before = document.activeElement;
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy"); // where the page is not served over https
  area.remove();
  before?.focus({ preventScroll: true });
  return done;
};

export const copy = async (text) => {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return plainly(text);
  }
};

let live;
export const say = (text) => {
  if (!live) {
    live = document.createElement("div");
    live.className = "said-aloud";
    live.setAttribute("role", "status");
    document.body.append(live);
  }
  live.textContent = "";
  requestAnimationFrame(() => (live.textContent = text));
};

const mark = (button) => {
  button.classList.add("done");
  setTimeout(() => button.classList.remove("done"), 1500);
};

export const start = (root) => {
  root.addEventListener("click", async ({ target }) => {
    const button = target.closest("[data-copy-answer]");
    if (!button) return;
    const { conversation, copied, uncopied } = root.querySelector("#bar [data-conversation]").dataset;
    const answer = await fetch(`/receipts/${conversation}/${button.dataset.copyAnswer}.txt`);
    const done = answer.ok && (await copy(await answer.text()));
    say(done ? copied : uncopied);
    if (done) mark(button);
  });
};
