// Signed out: drafts older than a day go, and a form is not sent twice.
import "./focus.js";
import "./submit.js";
import "./drafts.js";
