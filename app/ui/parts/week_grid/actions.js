// What a person does. Each write is sent once, with the revision looked at, and drawn at once as if done.
const ANSWER_WITHIN_MS = 15000;

function emit(memory, kind, seat, other) {
  if (kind !== "select" && !memory.data.editable) return;
  if (kind !== "select" && memory.pending) {
    memory.spoken = memory.data.words.saving;
    return;
  }
  memory.number += 1;
  const event = { kind, seat, other: other || null, revision: memory.data.revision, number: memory.number };
  if (kind !== "select") {
    memory.pending = event;
    memory.held = null;
    memory.choosing = "";
    memory.spoken = said(memory, event);
    setTimeout(() => giveUp(memory, event), ANSWER_WITHIN_MS);
  }
  memory.send(event);
}

// A server that restarted never answers: draw again what is known rather than what was hoped.
function giveUp(memory, event) {
  if (memory.pending !== event) return;
  memory.pending = null;
  redraw(memory);
}

function said(memory, event) {
  const { words } = memory.data;
  const place = placeWords(memory, memory.index.places.get(event.seat));
  if (event.kind === "free") return fill(words.freed, { place });
  const name = event.kind === "move" ? memory.index.places.get(event.other).name : memory.index.people.get(event.other).name;
  return fill(words.dropped, { name, place });
}

function choose(memory, seat) {
  memory.chosen = seat;
  memory.focus = `seat:${seat}`;
  memory.query = "";
  emit(memory, "select", seat);
}

function take(memory, held) {
  if (!memory.data.editable || memory.pending) return;
  memory.held = held;
  memory.choosing = "";
  memory.spoken = fill(memory.data.words.held, { name: heldName(memory) });
}

function letGo(memory) {
  memory.held = null;
  memory.choosing = "";
  memory.spoken = memory.data.words.put_back;
}

function drop(memory, seat) {
  const held = memory.held;
  const place = memory.index.places.get(seat);
  if (!held) return false;
  if (held.kind === "move" && held.seat === seat) { letGo(memory); return true; }
  if (!accepts(memory, place)) return false;
  memory.chosen = seat;
  memory.focus = `seat:${seat}`;
  emit(memory, held.kind, seat, held.kind === "move" ? held.seat : held.person);
  return true;
}

function free(memory, seat) {
  const place = memory.index.places.get(seat);
  if (place && place.name && place.state !== "cancelled") emit(memory, "free", seat);
}

function openChoice(memory, seat) {
  const place = memory.index.places.get(seat);
  if (!memory.data.editable || memory.pending || !place || place.state === "cancelled") return;
  memory.choosing = seat;
  memory.focus = `seat:${seat}`;
}

function act(memory, name) {
  const seat = memory.chosen;
  if (name === "cancel") letGo(memory);
  if (name === "close") memory.choosing = "";
  if (name === "choose") openChoice(memory, seat);
  if (name === "move") take(memory, { kind: "move", seat });
  if (name === "free") free(memory, seat);
}
