// Shared tablet: two minutes without a tap sign the person out. The warning counts down; any tap or key is "Stay".
const meta = document.querySelector('meta[name="shared-tablet"]');
const bar = document.querySelector("[data-tablet]");
const IDLE = 120_000;
const WARN_AFTER = 10_000;
const TELL_SERVER_EVERY = 30_000;

if (meta && bar) {
  const warning = bar.querySelector("[data-tablet-warning]");
  const text = bar.querySelector("[data-tablet-text]");
  const csrf = () => document.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? "";
  let active = Date.now();
  let told = Date.now();

  const someoneIsHere = () => {
    active = Date.now();
    warning.hidden = true;
    if (active - told < TELL_SERVER_EVERY) return;
    told = active;
    fetch(meta.content, { method: "POST", headers: { "X-CSRFToken": csrf() }, credentials: "same-origin", redirect: "manual" })
      .then((response) => { if (response.type === "opaqueredirect" || response.status === 401) leave(); })
      .catch(() => {});
  };
  // A press on the warning itself is left to its button: were the line to go at the press, the release would hit what is under.
  const noticed = (event) => { if (!warning.contains(event.target)) someoneIsHere(); };
  for (const kind of ["pointerdown", "keydown", "input", "wheel", "touchmove"]) addEventListener(kind, noticed, { passive: true, capture: true });
  bar.querySelector("[data-tablet-stay]").addEventListener("click", someoneIsHere);

  function words(left) {
    const seconds = Math.ceil(left / 1000);
    if (seconds > 60) return text.dataset.minutes.replace("{n}", "2");
    if (seconds > 30) return text.dataset.minutes.replace("{n}", "1");
    return text.dataset.seconds.replace("{n}", seconds > 10 ? "30" : "10");
  }

  function leave() {
    // The sign-out is the server's; the page only leaves, without a trace of what stood on it.
    const form = document.querySelector("form[data-sign-out]");
    const next = document.createElement("input");
    next.type = "hidden";
    next.name = "next";
    next.value = `${meta.dataset.signIn}?next=${encodeURIComponent(location.pathname + location.search)}`;
    form.append(next);
    document.body.hidden = true;
    form.submit();
  }

  setInterval(() => {
    const idle = Date.now() - active;
    if (idle >= IDLE) { active = Infinity; document.dispatchEvent(new CustomEvent("drafts:keep")); setTimeout(leave, 50); return; }
    if (idle < WARN_AFTER) return;
    const line = words(IDLE - idle);
    if (text.textContent !== line) text.textContent = line;
    warning.hidden = false;
  }, 1000);
}
