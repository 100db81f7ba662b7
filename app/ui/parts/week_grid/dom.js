// Building elements. Text only ever enters through textContent and setAttribute.
function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "class") element.className = value;
    else if (name === "data") Object.assign(element.dataset, value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children.flat()) {
    if (child === null || child === undefined || child === false) continue;
    element.append(child);
  }
  return element;
}

function icon(name) {
  const drawn = make("span", { class: "icon", "aria-hidden": "true" });
  drawn.textContent = name;
  return drawn;
}

function text(tag, className, words) {
  const element = make(tag, { class: className });
  element.textContent = words;
  return element;
}

function button(className, words, iconName, data) {
  const drawn = make("button", { type: "button", class: className, data });
  if (iconName) drawn.append(icon(iconName));
  drawn.append(text("span", "", words));
  return drawn;
}
