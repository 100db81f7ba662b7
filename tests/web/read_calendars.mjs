// Reads a calendar with ical.js and node-ical and prints what each understood, as JSON: {parser: [event]}.
// usage: node read_calendars.mjs NODE_MODULES FILE
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [, , modules, file] = process.argv;
const require = createRequire(join(modules, "anything.js"));
const load = async (name) => {
  const loaded = await import(pathToFileURL(require.resolve(name)));
  return loaded.default ?? loaded;
};
const text = readFileSync(file, "utf-8");
const instant = (date) => date.toISOString().replace(".000Z", "Z");

const ICAL = await load("ical.js");
const calendar = new ICAL.Component(ICAL.parse(text));
for (const zone of calendar.getAllSubcomponents("vtimezone")) {
  ICAL.TimezoneService.register(new ICAL.Timezone(zone));
}
const byIcalJs = calendar.getAllSubcomponents("vevent").map((component) => {
  const event = new ICAL.Event(component, { strictExceptions: true });
  return {
    uid: event.uid,
    start: instant(event.startDate.toJSDate()),
    end: instant(event.endDate.toJSDate()),
    summary: event.summary,
    location: event.location ?? "",
    status: component.getFirstPropertyValue("status") ?? "",
  };
});

const nodeIcal = await load("node-ical");
const byNodeIcal = Object.values(nodeIcal.sync.parseICS(text))
  .filter((entry) => entry.type === "VEVENT")
  .map((event) => ({
    uid: event.uid,
    start: instant(event.start),
    end: instant(event.end),
    summary: event.summary,
    location: event.location ?? "",
    status: event.status ?? "",
  }));
console.log(JSON.stringify({ "ical.js": byIcalJs, "node-ical": byNodeIcal }));
