"""A tour of a running server: ingest a folder, list meetings, print a roll call, search a phrase, watch.

    python tour.py HOST:PORT FOLDER PHRASE
"""
import itertools
import sys
from pathlib import Path

from rapporteur import Client, Refused
from rapporteur.v1.meeting_service_pb2 import RollCallState
from rapporteur.v1.record_service_pb2 import WatchEvent

address, folder, phrase = sys.argv[1:4]
with Client(address) as client:
    # A README tells of the reports beside it and is none itself.
    files = [path for path in sorted(Path(folder).iterdir()) if path.stem.lower() != "readme"]
    for kept in client.ingest(files):
        if isinstance(kept, Refused):
            print(f"refused {kept.uri}: {kept.message}")
        else:
            print(f"kept {kept.report.uri}: {kept.meeting_count} meetings, {kept.quote_count} quotations")

    meetings = list(client.meetings())
    for meeting in meetings:
        print(f"meeting {meeting.start_date.year}: {meeting.title}")

    fullest = max((client.roll_call(meeting.name) for meeting in meetings), key=lambda call: len(call.rows))
    for row in fullest.rows:
        states = ", ".join(RollCallState.Name(cell.state).removeprefix("ROLL_CALL_STATE_") for cell in row.cells)
        print(f"present {row.display_name or '; '.join(row.offices)}: {states}")

    for quote in client.quotes(f'"{phrase}"'):
        print(f"quote {quote.speaker}: {quote.text}")

    for event in itertools.islice(client.watch(from_start=True), 3):
        print(f"event {WatchEvent.Name(event.event)} {event.name}")
