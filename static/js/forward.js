// Skicka vidare: another route fills in address, question and time, where the person has written nothing of their own.
const NAMES = ["person", "unit", "address", "question", "due_at"];

document.addEventListener("change", (event) => {
  const chosen = event.target;
  if (chosen.name !== "route" || !chosen.closest("[data-fills]")) return;
  const form = chosen.form;
  const offered = (name) => [...form.querySelectorAll("[name=route]")].map((radio) => radio.dataset[key(name)] ?? "");
  for (const name of NAMES) {
    const field = form.elements[name];
    if (field && (field.value === "" || offered(name).includes(field.value))) {
      field.value = chosen.dataset[key(name)] ?? "";
    }
  }
});

// data-fill-due_at is read as dataset.fillDue_at
function key(name) {
  return "fill" + name[0].toUpperCase() + name.slice(1);
}
