// What the grid remembers between runs, one memory for each mounted grid.
const memories = new WeakMap();

function memoryOf(parentElement) {
  if (!memories.has(parentElement)) {
    memories.set(parentElement, {
      data: null, index: null, root: null, send: null,
      focus: null,      // "seat:<id>" or "cell:<row>|<column>": the one place in the tab order
      chosen: "",       // seat whose actions are shown
      held: null,       // {kind: "move", seat} or {kind: "put", person}: what is in hand
      day: null,        // id of the day shown, "" for the whole week, null until decided
      query: "",        // text typed in the bench
      choosing: "",     // seat whose choice of persons is open
      number: 0,        // number of the last event sent
      pending: null,    // the event whose answer is awaited, drawn as if done
      spoken: "",
      observer: null,
    });
  }
  return memories.get(parentElement);
}

function indexOf(data) {
  const byId = (list) => new Map(list.map((item) => [item.id, item]));
  const index = {
    days: byId(data.days), sessions: byId(data.sessions), rows: byId(data.rows), columns: byId(data.columns),
    places: new Map(data.places.map((place) => [place.seat, place])),
    people: new Map(data.candidates.map((person) => [person.person, person])),
    cells: new Map(),
  };
  for (const place of data.places) {
    const cell = `${place.row}|${place.column}`;
    if (!index.cells.has(cell)) index.cells.set(cell, []);
    index.cells.get(cell).push(place);
  }
  return index;
}

function sessionOf(memory, place) {
  return memory.index.sessions.get(memory.index.rows.get(place.row).session);
}

// The place as it looks with the awaited event already done.
function shown(memory, place) {
  const pending = memory.pending;
  if (!pending) return place;
  const holder = (from) => ({ name: from.name, person: from.person, detail: from.detail, provisional: from.provisional });
  if (pending.kind === "move" && (place.seat === pending.seat || place.seat === pending.other)) {
    const twin = memory.index.places.get(place.seat === pending.seat ? pending.other : pending.seat);
    return { ...place, ...holder(twin), state: twin.name ? "proposed" : "open", waiting: true, pinned: false };
  }
  if (pending.seat !== place.seat) return place;
  if (pending.kind === "free") {
    return { ...place, name: "", person: "", detail: "", provisional: false, pinned: false, state: "open", waiting: true };
  }
  if (pending.kind === "put") {
    const person = memory.index.people.get(pending.other);
    return { ...place, name: person.name, person: person.person, detail: person.detail, state: "proposed", waiting: true };
  }
  return place;
}

function fill(template, values) {
  return template.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));
}

// « Injection, Ligne 2, lundi 30 novembre, matin (9 h–13 h) »
function placeWords(memory, place) {
  const row = memory.index.rows.get(place.row);
  const session = memory.index.sessions.get(row.session);
  const column = memory.index.columns.get(place.column);
  return [column.label, row.label, memory.index.days.get(session.day).label, session.label].join(", ");
}

function stateWords(memory, place) {
  const spoken = [memory.data.states[place.state].word];
  if (place.provisional) spoken.push(memory.data.states.unconfirmed.word);
  if (place.pinned) spoken.push(memory.data.words.pinned);
  if (place.warning) spoken.push(place.warning);
  return spoken;
}

function candidatesFor(memory, place) {
  if (!place) return memory.data.candidates;
  const session = sessionOf(memory, place).id;
  return memory.data.candidates.filter(
    (person) => person.roles.includes(place.column) && session in person.sessions && person.person !== place.person,
  );
}

function accepts(memory, place) {
  if (!memory.data.editable || !place || place.state === "cancelled") return false;
  const held = memory.held;
  if (!held) return false;
  if (held.kind === "move") return held.seat !== place.seat;
  return candidatesFor(memory, place).some((person) => person.person === held.person);
}

function heldName(memory) {
  const held = memory.held;
  return held.kind === "move" ? memory.index.places.get(held.seat).name : memory.index.people.get(held.person).name;
}
