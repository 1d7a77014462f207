// Every staff page. Each part is a small module; a page without the part costs nothing.
import "./requests.js";
import "./focus.js";
import "./dialog.js";
import "./toasts.js";
import "./submit.js";
import "./tablet.js";
import "./drafts.js";
import "./copy.js";
