// A toast without a button goes by itself after ten seconds, not while it is looked at; one with Undo stays until closed.
const STAYS = 10_000;

function prepare(toast) {
  if (toast.dataset.ready) return;
  toast.dataset.ready = "true";
  const close = toast.querySelector("[data-toast-close]");
  if (close) close.hidden = false;
  close?.addEventListener("click", () => toast.remove());
  if (toast.querySelector("form")) return;
  let timer = setTimeout(() => toast.remove(), STAYS);
  const hold = () => clearTimeout(timer);
  const go = () => { hold(); timer = setTimeout(() => toast.remove(), STAYS); };
  toast.addEventListener("mouseenter", hold);
  toast.addEventListener("focusin", hold);
  toast.addEventListener("mouseleave", go);
  toast.addEventListener("focusout", go);
}

const prepareAll = () => document.querySelectorAll("[data-toast]").forEach(prepare);
prepareAll();
document.body.addEventListener("htmx:afterSettle", prepareAll);
