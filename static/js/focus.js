// After htmx has replaced a part: if what had focus is gone, focus goes to the part's own start, so that the keyboard and
// the screen reader do not fall back to the top of the page.
const FIRST = "[data-focus], [autofocus], .is-invalid, h1, h2, h3";

let heldFocus = false;
let sinceSwap = null;

document.body.addEventListener("htmx:beforeSwap", (event) => {
  const held = document.activeElement;
  sinceSwap = null;
  heldFocus = Boolean(held && held !== document.body && event.detail.target?.contains(held));
});

document.body.addEventListener("htmx:afterSwap", () => { sinceSwap ??= document.activeElement; });

document.body.addEventListener("htmx:afterSettle", (event) => {
  const part = event.detail.elt;
  // Settling takes a moment: who has gone on to write meanwhile is not called back.
  const now = document.activeElement;
  if (now !== sinceSwap && now !== document.body && part?.contains?.(now)) return;
  const asked = part?.querySelector?.("[data-focus]");
  const lost = heldFocus && (!document.activeElement || document.activeElement === document.body);
  if (!asked && !lost) return;
  heldFocus = false;
  focusOn(asked ?? part.querySelector?.(FIRST) ?? part);
});

export function focusOn(element) {
  if (!element) return;
  if (!element.matches("a[href], button, input, select, textarea, summary, [tabindex]")) element.setAttribute("tabindex", "-1");
  element.focus();
}

// A page that came back with errors starts at their summary.
const summary = [...document.querySelectorAll(".error-summary[data-focus]")].find((part) => !part.closest("[data-sample]"));
if (summary && !location.hash) focusOn(summary);
