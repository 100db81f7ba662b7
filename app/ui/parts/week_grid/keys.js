// The keyboard path: arrows between places, Enter picks up, drops or opens the choice, Delete frees, Escape cancels.
function stops(memory) {
  const rows = [];
  for (const line of memory.root.querySelectorAll("tbody tr")) {
    const cells = [...line.querySelectorAll("td")].map((cell) =>
      cell.dataset.stop ? [cell] : [...cell.querySelectorAll("[data-stop]")]);
    if (cells.length) rows.push(cells);
  }
  return rows;
}

function placeOf(rows, stop) {
  for (let row = 0; row < rows.length; row += 1) {
    for (let column = 0; column < rows[row].length; column += 1) {
      const rank = rows[row][column].findIndex((element) => element.dataset.stop === stop);
      if (rank >= 0) return { row, column, rank };
    }
  }
  return null;
}

function neighbour(rows, at, key) {
  const cells = rows[at.row];
  const cell = cells[at.column];
  if (key === "ArrowDown") {
    if (at.rank + 1 < cell.length) return cell[at.rank + 1];
    return at.row + 1 < rows.length ? rows[at.row + 1][at.column][0] : null;
  }
  if (key === "ArrowUp") {
    if (at.rank > 0) return cell[at.rank - 1];
    return at.row > 0 ? rows[at.row - 1][at.column].at(-1) : null;
  }
  if (key === "ArrowRight") return at.column + 1 < cells.length ? pick(cells[at.column + 1], at.rank) : null;
  if (key === "ArrowLeft") return at.column > 0 ? pick(cells[at.column - 1], at.rank) : null;
  if (key === "Home") return cells[0][0];
  if (key === "End") return cells.at(-1)[0];
  return null;
}

function pick(cell, rank) {
  return cell[Math.min(rank, cell.length - 1)];
}

function onGridKey(memory, event) {
  const stop = event.target.dataset && event.target.dataset.stop;
  if (!stop || event.ctrlKey || event.metaKey || event.altKey) return false;
  const rows = stops(memory);
  const at = placeOf(rows, stop);
  const next = at && neighbour(rows, at, event.key);
  if (next) {
    memory.focus = next.dataset.stop;
    settle(memory);
    next.focus();
    next.scrollIntoView({ block: "nearest", inline: "nearest" });
    return "handled";
  }
  const seat = event.target.dataset.seat;
  if (event.key === "Escape" && memory.held) { letGo(memory); return true; }
  if (!seat) return false;
  if (event.key === "Enter") {
    if (memory.held) drop(memory, seat);
    else if (memory.index.places.get(seat).name && memory.index.places.get(seat).state !== "cancelled") {
      memory.chosen = seat;
      memory.focus = stop;
      take(memory, { kind: "move", seat });
    } else openChoice(memory, seat);
    return true;
  }
  if (event.key === " ") { choose(memory, seat); return true; }
  if (event.key === "Delete" || event.key === "Backspace") { memory.focus = stop; free(memory, seat); return true; }
  return false;
}

function onChoiceKey(memory, event) {
  const options = [...memory.root.querySelectorAll("[data-option]")];
  const at = options.indexOf(event.target);
  if (event.key === "Escape") { memory.choosing = ""; return true; }
  if (at < 0) return false;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) { options[Math.max(0, Math.min(options.length - 1, at + step))].focus(); return "handled"; }
  if (event.key === "Home") { options[0].focus(); return "handled"; }
  if (event.key === "End") { options.at(-1).focus(); return "handled"; }
  if (event.key === "Enter" || event.key === " ") {
    emit(memory, "put", memory.choosing, event.target.dataset.option);
    return true;
  }
  return false;
}
