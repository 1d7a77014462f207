// A link with data-dialog="id" opens the dialog of that id instead of going to the page with the same question.
document.addEventListener("click", (event) => {
  const opener = event.target.closest?.("[data-dialog]");
  if (opener && !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0) {
    const dialog = document.getElementById(opener.dataset.dialog);
    if (dialog?.showModal) {
      event.preventDefault();
      dialog.showModal();
      dialog.addEventListener("close", () => opener.focus(), { once: true });
      // The choice that changes nothing has focus: Enter by mistake removes nothing.
      (dialog.querySelector("[autofocus]") ?? dialog.querySelector("[data-dialog-close]"))?.focus();
    }
    return;
  }
  const closer = event.target.closest?.("[data-dialog-close]");
  if (closer) closer.closest("dialog")?.close();
  else if (event.target instanceof HTMLDialogElement) event.target.close();
});
