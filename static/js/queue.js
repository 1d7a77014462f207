// Kommentarer: another comment is opened beside the list, the list reads itself anew, typing claims, keys move.
// Without this module every link and button leads to a page of its own.
import { focusOn } from "./focus.js";

const EVERY = 15_000;
const CLAIM_AGAIN = 5 * 60_000;
const UNDO_SECONDS = 20_000;
const wide = matchMedia("(min-width: 64rem)");
const queue = document.querySelector("[data-queue]");
const item = document.getElementById("item");
const rows = document.getElementById("rows");
const fresh = document.querySelector("[data-fresh]");
const help = document.getElementById("keys-help");

const part = (name, root = document) => root.querySelector(`[data-part="${name}"]`);
const opened = () => item.querySelector("[data-item]");
const openedPk = () => opened()?.dataset.item ?? location.pathname.match(/^\/kommentarer\/(\d+)\//)?.[1] ?? "";
const links = () => [...rows.querySelectorAll("[data-row]")];
const pkOf = (link) => link.closest("[data-pk]").dataset.pk;
const csrf = () => document.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? "";

// 1 · Narrow: a comment is a page of its own, so htmx is kept out of it and the browser's own back works with its memory.
document.addEventListener("click", (event) => {
  if (event.target.closest?.("[data-row]") && !wide.matches) event.stopPropagation();
}, true);

function mark() {
  const pk = openedPk();
  for (const link of links()) {
    if (pkOf(link) === pk) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  const current = rows.querySelector("[data-row][aria-current]");
  if (current && wide.matches) current.closest("li").scrollIntoView({ block: "nearest" });
}

// 2 · What came back with something to put right is shown as well. After a swap: the right line is marked, the list is new.
document.body.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr } = event.detail;
  if (event.detail.target === item && (xhr.status === 422 || xhr.status === 409)) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
});
document.body.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.elt !== item) return;
  queue.classList.replace("queue--list", "queue--item");
  item.scrollTop = 0;
  if (!wide.matches) scrollTo(0, 0);
  mark();
  prepare();
  refresh({ now: event.detail.requestConfig?.verb !== "get" });
});

// No contact, or a fault of ours: said in a line, and what was typed stays. A page that can not be shown beside the list is
// gone to, so that its own words are read.
const say = (id) => document.getElementById("toasts")?.append(document.getElementById(id).content.cloneNode(true));
document.body.addEventListener("htmx:sendError", () => say("no-contact"));
document.body.addEventListener("htmx:responseError", (event) => {
  const { requestConfig, xhr } = event.detail;
  if (xhr.status === 401) return;
  if (requestConfig?.verb === "get") location.assign(requestConfig.path);
  else say("went-wrong");
});

// 3 · The list as it stands, every quarter of a minute. A list that someone is in is not moved under their hand.
let etag = "";
let asking = false;
let waiting = null;

function address() {
  const asked = new URLSearchParams(location.search);
  asked.delete("bilder");
  const pages = rows.querySelectorAll("[data-page]").length;
  if (pages > 1) asked.set("sidor", String(pages));
  if (openedPk()) asked.set("oppen", openedPk());
  if (opened()) asked.set("sedd", opened().dataset.version);
  return `${queue.dataset.current}?${asked}`;
}

const order = (root) => [...root.querySelectorAll("[data-pk]")].map((row) => row.dataset.pk).join(" ");
const busy = () => rows.contains(document.activeElement) || rows.matches(":hover") || !wide.matches || chosen().length > 0;

async function refresh({ now = false } = {}) {
  if (asking || (document.hidden && !now)) return;
  asking = true;
  try {
    const url = address();
    const headers = { "HX-Request": "true", "X-Background": "1", "HX-Current-URL": location.href };
    if (etag && etag.url === url) headers["If-None-Match"] = etag.value;
    const response = await fetch(url, { headers, credentials: "same-origin", cache: "no-store" });
    if (response.status === 401) { location.assign(response.headers.get("HX-Redirect") ?? "/"); return; }
    if (!response.ok) return;
    etag = { url, value: response.headers.get("ETag") };
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    replace("filters", page);
    replace("live", page);
    if (order(page) === order(rows) || now || !busy()) show(page);
    else { waiting = page; fresh.hidden = false; }
  } catch { /* no contact: the page stays as it is, and asks again */ } finally { asking = false; }
}

function replace(name, page) {
  const [here, there] = [part(name), part(name, page)];
  if (!here || !there || here.innerHTML === there.innerHTML || here.contains(document.activeElement)) return;
  if (name === "filters" && here.querySelector(".filters-body:target")) return;
  here.replaceChildren(...there.childNodes);
  window.htmx?.process(here);
}

function show(page) {
  const there = part("list", page);
  const list = document.querySelector(".list");
  const [top, ticked] = [list.scrollTop, new Set(chosen().map((box) => box.value))];
  const held = rows.contains(document.activeElement) ? document.activeElement : null;
  const heldRow = held?.closest("[data-pk]")?.dataset.pk;
  const heldBox = held?.matches("input");
  waiting = null;
  fresh.hidden = true;
  rows.replaceChildren(...there.childNodes);
  window.htmx?.process(rows);
  for (const box of rows.querySelectorAll("input[name=id]")) box.checked = ticked.has(box.value);
  list.scrollTop = top;
  if (held && !document.contains(held)) {
    const row = heldRow && rows.querySelector(`[data-pk="${heldRow}"]`);
    (row?.querySelector(heldBox ? "input" : "[data-row]") ?? links()[0])?.focus({ preventScroll: true });
  }
  mark();
  count();
}

fresh?.querySelector("button").addEventListener("click", () => {
  if (waiting) show(waiting);
  document.querySelector(".list").scrollTop = 0;
  links()[0]?.focus();
});
setInterval(refresh, EVERY);
document.addEventListener("visibilitychange", () => { if (!document.hidden) refresh(); });

// 4 · Typing claims, an emptied box lets go.
let claimed = { pk: "", at: 0 };

function write(pk, more = {}) {
  const body = new URLSearchParams({ csrfmiddlewaretoken: csrf(), ...more });
  fetch(queue.dataset.write.replace("/0/", `/${pk}/`), { method: "POST", body, credentials: "same-origin", keepalive: true }).catch(() => {});
}

document.addEventListener("input", (event) => {
  if (!event.target.matches?.("[data-reply]") || !event.isTrusted) return;
  const pk = openedPk();
  if (!pk) return;
  if (event.target.value.trim() === "") {
    if (claimed.pk === pk) write(pk, { slapp: "1" });
    claimed = { pk: "", at: 0 };
  } else if (claimed.pk !== pk || Date.now() - claimed.at > CLAIM_AGAIN) {
    claimed = { pk, at: Date.now() };
    write(pk);
  }
});

// 5 · Several at once.
const chosen = () => [...rows.querySelectorAll("input[name=id]:checked")];
const bar = document.querySelector("[data-together]");

function count() {
  const n = chosen().length;
  queue.classList.toggle("queue--choosing", n > 0);
  bar.querySelector("[data-together-count]").textContent = n || "";
}
document.addEventListener("change", (event) => { if (event.target.matches?.("#rows input[name=id]")) count(); });
bar?.addEventListener("reset", () => setTimeout(() => { chosen().forEach((box) => { box.checked = false; }); count(); }));

// 6 · Keys. They rest while someone writes, in a dialog, and when they are turned off.
const ON = "queue-keys";
const keysOn = () => { try { return localStorage.getItem(ON) !== "off"; } catch { return true; } };
const writing = (element) => element?.closest?.("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");

function step(by) {
  const all = links();
  if (!all.length) return;
  const at = all.findIndex((link) => pkOf(link) === openedPk());
  const to = at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by;
  if (to >= all.length) rows.querySelector(".more-rows a")?.click();
  all[to]?.click();
}

function undo() {
  const form = [...document.querySelectorAll("[data-toast] form")].pop();
  if (form) form.requestSubmit();
  else item.querySelector('[data-key="z"]')?.click();
}

function press(key) {
  switch (key) {
    case "j": step(1); break;
    case "k": step(-1); break;
    case "z": undo(); break;
    case "?": help.showModal(); break;
    case "x": {
      const box = rows.querySelector(`[data-pk="${openedPk()}"] input`) ?? document.activeElement?.closest?.("[data-pk]")?.querySelector("input");
      box?.click();
      break;
    }
    case "r": {
      const box = item.querySelector("[data-reply]");
      box?.closest("details")?.setAttribute("open", "");
      box?.focus();
      break;
    }
    default: {
      const button = item.querySelector(`[data-key="${key}"]`);
      if (!button) return false;
      button.click();
    }
  }
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat && !"jk".includes(event.key)) return;
  if (!keysOn() && event.key !== "?") return;
  if (writing(event.target) || document.querySelector("dialog[open]")) return;
  if ("jkrhdfgxz?".includes(event.key) && event.key.length === 1 && press(event.key)) event.preventDefault();
});

document.querySelector("[data-keys-help]")?.addEventListener("click", () => help.showModal());
const toggle = help?.querySelector("[data-keys-on]");
if (toggle) {
  toggle.checked = keysOn();
  toggle.addEventListener("change", () => { try { localStorage.setItem(ON, toggle.checked ? "on" : "off"); } catch { /* not remembered */ } });
}

// 7 · What is in the open comment: the box to reply in, copying, looking for a reason.
function prepare() {
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = !navigator.clipboard;
    button.onclick = async () => {
      const text = button.querySelector("[data-copied]");
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value).then(() => { text.textContent = text.dataset.copied; }, () => {});
    };
  }
  const find = document.querySelector("[data-find-reason]");
  if (find) find.oninput = () => look(find.value);
  for (const toast of document.querySelectorAll("[data-toast]:not([data-timed])")) {
    toast.dataset.timed = "true";
    // Twenty seconds are all there is: after that the button would promise too much.
    if (toast.querySelector('form[action*="/kommentarer/svar/"]')) setTimeout(() => toast.remove(), UNDO_SECONDS);
  }
}

function look(words) {
  const wanted = words.toLowerCase().trim().split(/\s+/).filter(Boolean);
  let found = 0;
  for (const reason of document.querySelectorAll(".reason")) {
    reason.hidden = !wanted.every((word) => reason.dataset.words.includes(word));
    found += !reason.hidden;
  }
  for (const group of document.querySelectorAll(".reasons")) group.hidden = !group.querySelector(".reason:not([hidden])");
  document.querySelector("[data-no-reason]").hidden = found > 0;
  document.querySelector("[data-reasons]").hidden = found === 0;
}

if (location.hash === "#svara") focusOn(item.querySelector("[data-reply]"));
mark();
prepare();
count();
// Wide: the one that is due first is open from the start, without taking focus or an address.
if (wide.matches && queue.classList.contains("queue--list") && links()[0] && window.htmx) {
  document.body.addEventListener("htmx:beforeSwap", (event) => {
    event.detail.serverResponse = event.detail.serverResponse.replaceAll("data-focus", "");
  }, { once: true });
  window.htmx.ajax("GET", links()[0].getAttribute("href"), { target: "#item", swap: "innerHTML show:none" });
}
