// A tour of a running server: ingest a folder, list meetings, print a roll call, search a phrase, watch.
//
//     npm run tour -- HOST:PORT FOLDER PHRASE
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { credentials, loadPackageDefinition, type ServiceError } from "@grpc/grpc-js";
import { loadSync } from "@grpc/proto-loader";
import type { ProtoGrpcType as Meetings } from "./generated/meeting_service.js";
import type { ProtoGrpcType as Quotes } from "./generated/quote_service.js";
import type { ProtoGrpcType as Records } from "./generated/record_service.js";
import type { ProtoGrpcType as Reports } from "./generated/report_service.js";
import type { GetRollCallResponse__Output } from "./generated/rapporteur/v1/GetRollCallResponse.js";
import type { Meeting__Output } from "./generated/rapporteur/v1/Meeting.js";

const [address, folder, phrase] = process.argv.slice(2);
if (!address || !folder || !phrase) throw new Error("give HOST:PORT FOLDER PHRASE");

const proto = fileURLToPath(new URL("../../../proto", import.meta.url));
const files = ["meeting", "quote", "record", "report"].map((name) => `rapporteur/v1/${name}_service.proto`);
const definition = loadSync(files, { includeDirs: [proto], longs: Number, enums: String, defaults: true, oneofs: true });
const { v1 } = (loadPackageDefinition(definition) as unknown as Meetings & Quotes & Records & Reports).rapporteur;
const insecure = credentials.createInsecure();
const meetings = new v1.MeetingService(address, insecure);
const quotes = new v1.QuoteService(address, insecure);
const records = new v1.RecordService(address, insecure);
const reports = new v1.ReportService(address, insecure);

/** Turns a call with a callback into a promise. */
function answer<T>(call: (done: (error: ServiceError | null, reply?: T) => void) => unknown): Promise<T> {
  return new Promise((resolve, reject) => call((error, reply) => (error ? reject(error) : resolve(reply as T))));
}

const ingest = reports.IngestReports();
// A README tells of the reports beside it and is none itself.
const names = readdirSync(folder).filter((name) => !/^readme(\.|$)/i.test(name));
for (const name of names.sort()) {
  ingest.write({ source: { uri: join(folder, name), content: readFileSync(join(folder, name)) }, tag: name });
}
ingest.end();
for await (const reply of ingest) {
  if (reply.outcome === "kept") console.log(`kept ${reply.tag}: ${reply.kept.meetingCount} meetings`);
  else console.log(`refused ${reply.tag}: ${reply.refused.message}`);
}

const all: Meeting__Output[] = [];
let pageToken = "";
do {
  const page = await answer<{ meetings: Meeting__Output[]; nextPageToken: string }>((done) =>
    meetings.ListMeetings({ pageSize: 5, pageToken }, done as never),
  );
  all.push(...page.meetings);
  pageToken = page.nextPageToken;
} while (pageToken);
for (const meeting of all) console.log(`meeting ${meeting.startDate?.year ?? "?"}: ${meeting.title}`);

let fullest: GetRollCallResponse__Output | undefined;
for (const { name } of all) {
  const call = await answer<GetRollCallResponse__Output>((done) => meetings.GetRollCall({ meeting: name }, done as never));
  if (!fullest || call.rows.length > fullest.rows.length) fullest = call;
}
for (const row of fullest?.rows ?? []) {
  const states = row.cells.map((cell) => cell.state.replace("ROLL_CALL_STATE_", "")).join(", ");
  console.log(`present ${row.displayName || row.offices.join("; ")}: ${states}`);
}

const found = await answer<{ results: { quote: { speaker: string; text: string } }[] }>((done) =>
  quotes.SearchQuotes({ query: `"${phrase}"` }, done as never),
);
for (const { quote } of found.results) console.log(`quote ${quote.speaker}: ${quote.text}`);

const watch = records.WatchRecords({ fromStart: true });
let seen = 0;
watch.on("error", () => undefined); // Being cancelled is no failure.
for await (const event of watch) {
  console.log(`event ${event.event} ${event.name}`);
  if (++seen === 3) break;
}
watch.cancel();
