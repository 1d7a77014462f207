// What is typed in a form with data-draft-key survives a sign-out, a crash and a lost connection. It lies in this browser,
// encrypted with a key that only pages of the signed-in person carry, and for a day at most (docs/adr/0002).
// Never kept: passwords, files, hidden fields, and anything inside data-no-draft.
const PREFIX = "draft:";
const PENDING = "drafts:sent";
const A_DAY = 24 * 60 * 60 * 1000;
const WAIT = 400;

const person = document.querySelector('meta[name="person"]')?.content;
const rawKey = document.querySelector('meta[name="draft-key"]')?.content;
const store = safely(() => { localStorage.setItem("draft?", "1"); localStorage.removeItem("draft?"); return localStorage; });

function safely(work) { try { return work() ?? null; } catch { return null; } }
const bytes = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)));
const address = (form) => `${PREFIX}${person}:${form.dataset.draftKey}`;

function dropOld() {
  for (const name of Object.keys(store)) {
    if (!name.startsWith(PREFIX)) continue;
    const kept = safely(() => JSON.parse(store.getItem(name)));
    if (!kept || Date.now() - kept.at > A_DAY) store.removeItem(name);
  }
}

function fields(form) {
  return [...form.elements].filter((field) => field.name && field.name !== "csrfmiddlewaretoken"
    && !["password", "file", "hidden", "submit", "button", "reset"].includes(field.type)
    && !field.readOnly && !field.disabled && !field.closest("[data-no-draft]"));
}

function read(form) {
  return fields(form).map((field) => [field.name, field.value, field.type === "checkbox" || field.type === "radio" ? field.checked : null,
    field instanceof HTMLSelectElement && field.multiple ? [...field.selectedOptions].map((o) => o.value) : null]);
}

function write(form, values) {
  let changed = false;
  for (const [name, value, checked, many] of values) {
    const field = fields(form).find((f) => f.name === name && (checked === null || f.value === value));
    if (!field) continue;
    if (checked !== null) { if (field.checked !== checked) { field.checked = checked; changed = true; } continue; }
    if (many) { for (const option of field.options) { const on = many.includes(option.value); if (option.selected !== on) { option.selected = on; changed = true; } } continue; }
    if (field.value !== value) { field.value = value; changed = true; }
  }
  if (changed) form.dispatchEvent(new Event("input", { bubbles: true }));
  return changed;
}

const cryptoKey = rawKey && crypto.subtle
  ? crypto.subtle.importKey("raw", bytes(rawKey), "AES-GCM", false, ["encrypt", "decrypt"]).catch(() => null) : Promise.resolve(null);

async function keep(form) {
  const key = await cryptoKey;
  if (!key) return;
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const plain = new TextEncoder().encode(JSON.stringify(read(form)));
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, plain);
  if (form.dataset.sent) return;
  safely(() => store.setItem(address(form), JSON.stringify({ at: Date.now(), iv: text(iv), sealed: text(sealed) })));
}

async function kept(form) {
  const key = await cryptoKey;
  const row = safely(() => JSON.parse(store.getItem(address(form))));
  if (!key || !row) return null;
  try {
    const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: bytes(row.iv) }, key, bytes(row.sealed));
    return JSON.parse(new TextDecoder().decode(plain));
  } catch { store.removeItem(address(form)); return null; }
}

function say(form) {
  const words = document.querySelector("#draft-words");
  if (!words || form.querySelector(".draft-line")) return;
  const line = words.content.firstElementChild.cloneNode(true);
  line.querySelector("button")?.addEventListener("click", () => { store.removeItem(address(form)); form.reset(); line.remove(); });
  form.prepend(line);
}

async function prepare(form) {
  if (form.dataset.draftReady) return;
  form.dataset.draftReady = "true";
  // A form that came back with errors already holds what was typed, and newer than any draft.
  if (form.dataset.draftBound === undefined) {
    const values = await kept(form);
    if (values && write(form, values)) say(form);
  }
  let timer;
  form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(() => keep(form), WAIT); });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    safely(() => sessionStorage.setItem(PENDING, JSON.stringify([...pending(), address(form)])));
  });
  document.addEventListener("drafts:keep", () => { clearTimeout(timer); keep(form); });
  addEventListener("pagehide", () => clearTimeout(timer));
}

function pending() { return safely(() => JSON.parse(sessionStorage.getItem(PENDING))) ?? []; }

// A draft is dropped when the page after its submit is neither the form again nor a failure nor the sign-in page.
function settle() {
  const refused = !person || document.querySelector('meta[name="failed"]');
  const here = new Set([...document.querySelectorAll("form[data-draft-key][data-draft-bound]")].map(address));
  if (!refused) for (const name of pending()) if (!here.has(name)) store.removeItem(name);
  safely(() => sessionStorage.removeItem(PENDING));
}

function prepareAll() { if (person) document.querySelectorAll("form[data-draft-key]").forEach(prepare); }

if (store) {
  dropOld();
  settle();
  prepareAll();
  document.body.addEventListener("htmx:afterSettle", prepareAll);
  document.body.addEventListener("htmx:afterRequest", (event) => {
    const form = event.detail.elt?.closest?.("form[data-draft-key]");
    if (!form || !event.detail.successful) return;
    const again = event.detail.target?.querySelector?.("form[data-draft-bound]") || event.detail.target?.matches?.("form[data-draft-bound]");
    if (again) return;
    store.removeItem(address(form));
    settle();
  });
}
