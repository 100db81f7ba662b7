// Life of the component: draw, put scroll and focus back, listen. Runs again at each run of the page.
const NARROW = 700;

export default function (component) {
  const { parentElement, data, setTriggerValue } = component;
  const memory = memoryOf(parentElement);
  const first = memory.data === null;
  memory.root = parentElement.querySelector(".releve-grid");
  memory.data = data;
  memory.index = indexOf(data);
  memory.send = (event) => setTriggerValue("event", event);
  if (memory.pending && data.answered >= memory.pending.number) memory.pending = null;
  if (first) memory.number = data.answered;
  if (first && data.selected) memory.chosen = data.selected;
  if (memory.chosen && !memory.index.places.has(memory.chosen)) memory.chosen = "";
  if (memory.held && memory.held.seat && !memory.index.places.has(memory.held.seat)) memory.held = null;
  measure(memory);
  listen(memory);
  redraw(memory);
  if (!memory.observer) {
    memory.observer = new ResizeObserver(() => { if (measure(memory)) redraw(memory); });
    memory.observer.observe(memory.root);
  }
  return () => { memory.observer.disconnect(); memories.delete(parentElement); };
}

// A phone shows one day at a time. True when that changed.
function measure(memory) {
  const narrow = memory.root.clientWidth < NARROW;
  const changed = narrow !== memory.narrow;
  memory.narrow = narrow;
  const known = memory.day === "" || memory.index.days.has(memory.day);
  if (memory.day === null || !known || (narrow && memory.day === "") || (changed && !narrow)) {
    memory.day = narrow && memory.data.days.length ? memory.data.days[0].id : "";
  }
  return changed;
}

function redraw(memory) {
  const { root } = memory;
  const active = root.getRootNode().activeElement;
  const inside = active && root.contains(active);
  const mark = inside ? { ...active.dataset, search: active.classList.contains("search"), at: active.selectionStart } : null;
  const before = root.querySelector(".scroller");
  const scroll = before ? [before.scrollLeft, before.scrollTop] : [0, 0];
  const people = root.querySelector(".people");
  const peopleScroll = people ? people.scrollTop : 0;
  root.replaceChildren(...render(memory));
  const scroller = root.querySelector(".scroller");
  [scroller.scrollLeft, scroller.scrollTop] = scroll;
  if (root.querySelector(".people")) root.querySelector(".people").scrollTop = peopleScroll;
  settle(memory);
  if (memory.choosing) showChooser(memory);
  else if (mark) refocus(memory, mark);
}

// Exactly one stop of the grid is in the tab order.
function settle(memory) {
  const all = [...memory.root.querySelectorAll("[data-stop]")];
  const kept = all.find((element) => element.dataset.stop === memory.focus) || all.find((element) => element.dataset.seat) || all[0];
  for (const element of all) element.tabIndex = element === kept ? 0 : -1;
  if (kept) memory.focus = kept.dataset.stop;
}

function refocus(memory, mark) {
  const find = (name, value) => [...memory.root.querySelectorAll(`[data-${name}]`)].find((element) => element.dataset[name] === value);
  let target = null;
  if (mark.search) target = memory.root.querySelector(".search");
  else if (mark.day !== undefined) target = find("day", mark.day);
  else if (mark.person) target = find("person", mark.person);
  target = target || find("stop", memory.focus);
  if (!target) return;
  target.focus({ preventScroll: true });
  if (mark.search) target.setSelectionRange(mark.at, mark.at);
}

function showChooser(memory) {
  const place = memory.index.places.get(memory.choosing);
  const anchor = [...memory.root.querySelectorAll("[data-seat]")].find((element) => element.dataset.seat === memory.choosing);
  const panel = chooser(memory, place);
  memory.root.append(panel);
  if (anchor) {
    const frame = memory.root.getBoundingClientRect();
    const box = anchor.getBoundingClientRect();
    const fitsBelow = box.bottom + panel.offsetHeight <= window.innerHeight || box.top < panel.offsetHeight;
    const top = fitsBelow ? box.bottom - frame.top : box.top - frame.top - panel.offsetHeight;
    panel.style.left = `${Math.max(0, Math.min(box.left - frame.left, frame.width - panel.offsetWidth))}px`;
    panel.style.top = `${Math.max(0, Math.min(top, frame.height - panel.offsetHeight))}px`;
  }
  (panel.querySelector("[data-option]") || panel.querySelector("button")).focus({ preventScroll: true });
  panel.scrollIntoView({ block: "nearest" });
}

function listen(memory) {
  const { root } = memory;
  const near = (event, name) => event.target.closest(`[data-${name}]`);
  root.onclick = (event) => {
    const act_ = near(event, "act"), day = near(event, "day"), option = near(event, "option");
    const seat = near(event, "seat"), person = near(event, "person");
    if (act_) act(memory, act_.dataset.act);
    else if (day) memory.day = day.dataset.day;
    else if (option) emit(memory, "put", memory.choosing, option.dataset.option);
    else if (seat) { if (!memory.held || !drop(memory, seat.dataset.seat)) choose(memory, seat.dataset.seat); }
    else if (person) pressPerson(memory, person.dataset.person);
    else return;
    redraw(memory);
  };
  root.onkeydown = (event) => {
    const done = memory.choosing ? onChoiceKey(memory, event) : onGridKey(memory, event);
    const cancelled = !done && event.key === "Escape" && memory.held;
    if (cancelled) letGo(memory);
    if (!done && !cancelled) return;
    event.preventDefault();
    event.stopPropagation();
    if (done !== "handled") redraw(memory);
    if (done === true && !memory.choosing) refocus(memory, { stop: memory.focus });
  };
  root.oninput = (event) => {
    if (!event.target.classList.contains("search")) return;
    memory.query = event.target.value;
    redraw(memory);
  };
  root.onfocusin = (event) => {
    const stop = event.target.dataset && event.target.dataset.stop;
    if (stop && stop !== memory.focus) { memory.focus = stop; settle(memory); }
  };
  listenToDrag(memory, near);
}

// A person pressed in the bench goes to the chosen place when they may hold it, else stays in hand.
function pressPerson(memory, person) {
  const place = memory.chosen && memory.index.places.get(memory.chosen);
  take(memory, { kind: "put", person });
  if (place && !place.name) drop(memory, place.seat);
}

function listenToDrag(memory, near) {
  const { root } = memory;
  root.ondragstart = (event) => {
    const seat = near(event, "seat"), person = near(event, "person");
    if (!seat && !person) return;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", "");
    take(memory, seat ? { kind: "move", seat: seat.dataset.seat } : { kind: "put", person: person.dataset.person });
    for (const element of root.querySelectorAll("[data-seat]")) {
      element.classList.toggle("target", accepts(memory, memory.index.places.get(element.dataset.seat)));
    }
  };
  root.ondragover = (event) => {
    const seat = near(event, "seat");
    if (seat && accepts(memory, memory.index.places.get(seat.dataset.seat))) event.preventDefault();
  };
  root.ondrop = (event) => {
    const seat = near(event, "seat");
    if (!seat) return;
    event.preventDefault();
    drop(memory, seat.dataset.seat);
    redraw(memory);
  };
  root.ondragend = () => { if (memory.held) letGo(memory); redraw(memory); };
}
