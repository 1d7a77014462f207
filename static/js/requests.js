// A request that a page makes by itself (polling) says so, and does not keep anyone signed in.
const BY_ITSELF = new Set(["load", "revealed", "intersect"]);

document.body.addEventListener("htmx:configRequest", (event) => {
  const cause = event.detail.triggeringEvent;
  if (!cause || BY_ITSELF.has(cause.type)) event.detail.headers["X-Background"] = "1";
});
