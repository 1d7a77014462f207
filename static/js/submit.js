// A pressed button says that it is working, and a second press does nothing. The server holds the same rule by itself.
const WAITING = "is-waiting";

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "true";
  const button = event.submitter;
  if (button?.classList.contains("btn")) {
    button.classList.add(WAITING);
    button.setAttribute("aria-disabled", "true");
  }
});

function ready() {
  document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
  document.querySelectorAll(`.${WAITING}[aria-disabled]`).forEach((button) => {
    if (button.matches("[data-always-waiting]")) return;
    button.classList.remove(WAITING);
    button.removeAttribute("aria-disabled");
  });
}
window.addEventListener("pageshow", (event) => { if (event.persisted) ready(); });
document.body.addEventListener("htmx:afterRequest", ready);
