// From memory to elements. Drawn whole each time; scroll and focus are put back by mount.js.
function render(memory) {
  const { data } = memory;
  return [
    toolbar(memory),
    make("div", { class: "body" },
      make("div", { class: "scroller", style: `max-height:${data.height}px` }, table(memory)),
      data.editable ? bench(memory) : null),
    data.editable && !memory.choosing ? actions(memory) : null,
    make("p", { class: "sr", id: "grid-help" }, document.createTextNode(data.words.help)),
    make("p", { class: "sr", "aria-live": "polite", role: "status" }, document.createTextNode(memory.spoken)),
  ];
}

function toolbar(memory) {
  const { data } = memory;
  const choice = (id, label) => {
    const drawn = button("day", label, null, { day: id });
    drawn.setAttribute("aria-pressed", String(memory.day === id));
    return drawn;
  };
  const days = data.days.map((day) => {
    const drawn = choice(day.id, day.short);
    const flagged = data.sessions.some((session) => session.day === day.id && session.state === "cannot_open");
    if (flagged) {
      drawn.prepend(icon(data.states.cannot_open.icon));
      drawn.append(text("span", "sr", `, ${data.states.cannot_open.word}`));
    }
    return drawn;
  });
  if (!memory.narrow) days.unshift(choice("", data.words.all_days));
  return make("div", { class: "toolbar", role: "group", "aria-label": data.words.days }, days);
}

function table(memory) {
  const { data } = memory;
  const head = make("tr", { role: "row" }, text("th", "corner", data.words.line),
    data.columns.map((column) => text("th", "role", column.label)));
  for (const cell of head.children) cell.setAttribute("role", "columnheader");
  const body = make("tbody", { role: "rowgroup" });
  for (const session of data.sessions) {
    if (memory.day && session.day !== memory.day) continue;
    body.append(sessionRow(memory, session));
    for (const row of data.rows) if (row.session === session.id) body.append(lineRow(memory, row));
  }
  return make("table", { role: "grid", "aria-label": data.words.grid, "aria-describedby": "grid-help" },
    make("thead", { role: "rowgroup" }, head), body);
}

function sessionRow(memory, session) {
  const { data } = memory;
  const look = session.state ? data.states[session.state] : null;
  const head = make("th", { role: "rowheader", scope: "rowgroup", colspan: data.columns.length + 1, class: "session" },
    make("div", { class: "session-words" },
      text("span", "session-day", memory.index.days.get(session.day).label),
      text("span", "session-half", session.label),
      look ? make("span", { class: `flag tone-${look.tone}` }, icon(look.icon), text("span", "", look.word)) : null,
      session.note ? text("span", "note", session.note) : null));
  return make("tr", { role: "row", class: session.state === "cancelled" ? "cancelled" : null }, head);
}

function lineRow(memory, row) {
  const { data } = memory;
  const look = row.state ? data.states[row.state] : null;
  const head = make("th", { role: "rowheader", scope: "row", class: look ? `line tone-${look.tone}` : "line" },
    look ? icon(look.icon) : null, text("span", "", row.label), look ? text("span", "small", look.word) : null);
  return make("tr", { role: "row" }, head, data.columns.map((column) => cell(memory, row, column)));
}

function cell(memory, row, column) {
  const id = `${row.id}|${column.id}`;
  const places = memory.index.cells.get(id) || [];
  if (!places.length) {
    const empty = make("td", { role: "gridcell", class: "none", tabindex: "-1", data: { stop: `cell:${id}` },
      "aria-label": `${column.label}, ${row.label} : ${memory.data.words.no_place}` });
    return empty;
  }
  return make("td", { role: "gridcell" }, places.map((place) => chip(memory, shown(memory, place))));
}

function chip(memory, place) {
  const { data } = memory;
  const look = data.states[place.provisional && place.state !== "cancelled" ? "unconfirmed" : place.state];
  const classes = ["chip", `tone-${look.tone}`];
  if (!place.name) classes.push("empty");
  if (place.provisional) classes.push("hatched");
  if (place.state === "cancelled") classes.push("struck");
  if (place.waiting) classes.push("waiting");
  if (memory.chosen === place.seat) classes.push("chosen");
  if (memory.held && memory.held.seat === place.seat) classes.push("held");
  if (accepts(memory, place)) classes.push("target");
  const label = chipWords(memory, place, look.word);
  const drawn = make("div", { class: classes.join(" "), role: "button", tabindex: "-1", "aria-label": label,
    "aria-pressed": String(memory.chosen === place.seat), title: place.warning || null,
    draggable: data.editable && place.name && place.state !== "cancelled" ? "true" : null,
    data: { stop: `seat:${place.seat}`, seat: place.seat } });
  if (place.name) drawn.append(text("span", "name", place.name));
  const state = make("span", { class: "state" }, icon(look.icon), text("span", "", look.word));
  if (place.pinned) state.append(icon(data.states.pinned.icon));
  if (place.warning) state.append(icon("warning"));
  drawn.append(state);
  return drawn;
}

// Said first as it is read: « Clarisse P. confirmé, infirmière, Auray : Injection, Ligne 2, lundi 30 novembre, … ».
function chipWords(memory, place, seen) {
  const others = stateWords(memory, place).filter((word) => word !== seen);
  const who = [[place.name, seen].filter(Boolean).join(" "), place.name && place.detail, ...others].filter(Boolean).join(", ");
  return `${who} : ${placeWords(memory, place)}`;
}

const BENCH_SHOWN = 40;

function bench(memory) {
  const { data } = memory;
  const place = memory.chosen ? memory.index.places.get(memory.chosen) : null;
  const title = place ? fill(data.words.bench_for, { place: placeWords(memory, place) }) : data.words.bench;
  const query = memory.query.toLocaleLowerCase();
  const people = candidatesFor(memory, place).filter((person) => person.name.toLocaleLowerCase().includes(query));
  const search = make("input", { type: "search", class: "search", "aria-label": data.words.filter, placeholder: data.words.filter });
  search.value = memory.query;
  const list = make("ul", { class: "people" },
    people.slice(0, BENCH_SHOWN).map((person) => make("li", {}, benchPerson(memory, person, place))));
  const notes = [];
  if (!people.length && place && !query) notes.push(text("p", "note", data.words.nobody));
  if (people.length > BENCH_SHOWN) notes.push(text("p", "note", fill(data.words.more, { count: people.length - BENCH_SHOWN })));
  return make("section", { class: "bench", "aria-label": title }, text("p", "bench-title", title), search, list, notes);
}

function benchPerson(memory, person, place) {
  const answer = place ? person.sessions[sessionOf(memory, place).id] : "";
  const drawn = make("button", { type: "button", class: "person", draggable: "true", data: { person: person.person },
    "aria-pressed": String(Boolean(memory.held && memory.held.person === person.person)) },
  text("span", "name", person.name), text("span", "small", [person.detail, answer, person.load].filter(Boolean).join(" · ")));
  return drawn;
}

function actions(memory) {
  const { data } = memory;
  const words = data.words;
  const place = memory.chosen ? shown(memory, memory.index.places.get(memory.chosen)) : null;
  const bar = make("div", { class: "actions" });
  if (memory.held) {
    bar.append(text("p", "hand", fill(words.held_touch, { name: heldName(memory) })), button("act", words.cancel, "close", { act: "cancel" }));
  } else if (place && place.state !== "cancelled") {
    const who = place.name || data.states[place.state].word;
    bar.append(text("p", "hand", `${placeWords(memory, place)} : ${who}`));
    bar.append(button("act main", words.choose, "person_add", { act: "choose" }));
    if (place.name) {
      bar.append(button("act", words.move, "open_with", { act: "move" }), button("act", words.free, "person_remove", { act: "free" }));
    }
  } else {
    bar.append(text("p", "hand quiet", words.hint));
  }
  return bar;
}

function chooser(memory, place) {
  const { data } = memory;
  const options = candidatesFor(memory, place).slice(0, BENCH_SHOWN).map((person) =>
    make("li", { role: "option", tabindex: "-1", "aria-selected": "false", data: { option: person.person } },
      text("span", "name", person.name),
      text("span", "small", [person.detail, person.sessions[sessionOf(memory, place).id], person.load].filter(Boolean).join(" · "))));
  const list = make("ul", { role: "listbox", "aria-label": `${data.words.choose} : ${placeWords(memory, place)}`, class: "options" }, options);
  return make("div", { class: "chooser", data: { chooser: place.seat } },
    text("p", "bench-title", placeWords(memory, place)),
    options.length ? list : text("p", "note", data.words.nobody),
    button("act", data.words.cancel, "close", { act: "close" }));
}
