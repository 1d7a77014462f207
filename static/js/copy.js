// A text to copy: its button is shown only where the browser can copy. Without it the text is marked and copied by hand.
if (navigator.clipboard) {
  for (const button of document.querySelectorAll("[data-copy-button]")) button.hidden = false;
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy-button]");
  const text = button?.closest("[data-copy]")?.querySelector("textarea");
  if (!text) return;
  text.select();
  try {
    await navigator.clipboard.writeText(text.value);
  } catch {
    return; // refused: the text is marked, so that the keyboard copies it
  }
  button.textContent = button.dataset.copied;
  button.setAttribute("role", "status");
});
