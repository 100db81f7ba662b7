// The field and its keys. Runs again at each run of the page: what was typed and the listener stay one.
const listening = new WeakMap();
let isWanted = false;

export default function (component) {
  const { parentElement, data, setTriggerValue } = component;
  const form = parentElement.querySelector("form");
  const input = parentElement.querySelector("input");
  const button = parentElement.querySelector("button");
  const ask = (words) => setTriggerValue("asked", words);
  // The shell says its language once, before anybody chose one.
  document.documentElement.lang = data.language;
  input.placeholder = data.label;
  for (const element of [input, button]) { element.setAttribute("aria-label", data.hint); element.title = data.hint; }
  form.classList.toggle("here", data.here);
  form.classList.toggle("unkeyed", !data.alone);
  button.classList.toggle("here", data.here);
  form.onsubmit = (event) => {
    event.preventDefault();
    if (!input.value.trim()) return;
    ask(input.value);
    input.value = "";
  };
  input.onkeydown = (event) => { if (event.key === "Escape") { input.value = ""; input.blur(); } };
  const go = () => {
    if (data.here) toScreen();
    else if (form.offsetParent) { input.focus(); input.select(); } else { isWanted = true; ask(""); }
  };
  button.onclick = () => { isWanted = true; ask(""); };
  stop(parentElement);
  const onKey = (event) => {
    const slash = data.alone && event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event);
    const both = (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k";
    // Streamlit runs the screen again on « r »: no key acts alone for who wants none to.
    const another = !data.alone && event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event);
    if (another && ["r", "c"].includes(event.key.toLowerCase())) event.stopImmediatePropagation();
    if (!slash && !both) return;
    event.preventDefault();
    event.stopPropagation();
    go();
  };
  document.addEventListener("keydown", onKey, true);
  listening.set(parentElement, onKey);
  if (data.here && isWanted) { isWanted = false; toScreen(20); }
  return () => stop(parentElement);
}

function stop(element) {
  if (listening.has(element)) document.removeEventListener("keydown", listening.get(element), true);
  listening.delete(element);
}

// The search is the screen itself: its own field, which may be drawn a little later.
function toScreen(tries = 0) {
  const field = document.querySelector(".st-key-search_words input");
  if (field) { field.focus(); field.select(); } else if (tries > 0) setTimeout(() => toScreen(tries - 1), 150);
}

function isTyping(event) {
  const target = event.composedPath()[0];
  return target instanceof Element && (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName));
}
