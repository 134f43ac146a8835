"""Tests of the client against a running server that has loaded examples/reports.

RAPPORTEUR_ADDRESS=HOST:PORT pytest
"""
import os
from collections.abc import Iterator
from pathlib import Path

import grpc
import pytest

import rapporteur.client
from rapporteur import Client, Refused
from rapporteur.v1.record_service_pb2 import WatchEvent
from rapporteur.v1.report_service_pb2 import IngestReportResponse

REPORTS = Path(__file__).resolve().parents[3] / "examples" / "reports"


@pytest.fixture
def client() -> Iterator[Client]:
    with Client(os.environ["RAPPORTEUR_ADDRESS"]) as client:
        yield client


def test_meetings_come_once_over_all_pages(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    on_one_page = [meeting.name for meeting in client.meetings()]
    monkeypatch.setattr(rapporteur.client, "PAGE", 3)
    on_many = [meeting.name for meeting in client.meetings()]
    assert len(on_many) > 3
    assert len(set(on_many)) == len(on_many)
    assert on_many == on_one_page


def test_filters_narrow(client: Client) -> None:
    (meeting,) = client.meetings(city="Samarkand", organization="Meridian Cooperation Organization")
    assert meeting.organization == "Meridian Cooperation Organization"
    assert (meeting.country_code, meeting.start_date.year) == ("UZ", 2024)


def test_what_is_wrong_with_a_filter_is_told(client: Client) -> None:
    with pytest.raises(grpc.RpcError) as refused:
        list(client.meetings(country_code="ZZ"))
    assert isinstance(refused.value, grpc.Call)
    assert refused.value.code() == grpc.StatusCode.INVALID_ARGUMENT
    assert "filter.country_code" in (refused.value.details() or "")
    with pytest.raises(ValueError, match="weather"):
        list(client.meetings(weather="fine"))


def test_a_roll_call_has_a_cell_for_each_report(client: Client) -> None:
    (meeting,) = client.meetings(city="Samarkand", organization="Meridian Cooperation Organization")
    call = client.roll_call(meeting.name)
    assert len(call.reports) == 4
    assert "Sherzod Norkulov" in {row.display_name for row in call.rows}
    assert {len(row.cells) for row in call.rows} == {4}


def test_a_phrase_finds_what_was_said(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    (quote,) = client.quotes('"fewer stamps"')
    assert quote.speaker == "Sherzod Norqulov"
    assert "We need fewer stamps" in quote.text
    everything = [quote.name for quote in client.quotes()]
    monkeypatch.setattr(rapporteur.client, "PAGE", 10)
    assert [quote.name for quote in client.quotes()] == everything


def test_reports_are_answered_in_order(client: Client, tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.touch()
    wire, brief = REPORTS / "samarkand-wire.txt", REPORTS / "samarkand-brief.txt"
    first, second, third = client.ingest([wire, empty, brief])
    assert isinstance(first, IngestReportResponse) and isinstance(third, IngestReportResponse)
    assert first.already_known and third.already_known
    assert first.report.name != third.report.name
    assert second == Refused(str(empty), 3, "source.content: the report is empty")


def test_a_watcher_goes_on_where_it_was(client: Client) -> None:
    watch = client.watch(from_start=True)
    first, second = next(watch), next(watch)
    watch.close()
    assert first.event == WatchEvent.WATCH_EVENT_CREATED
    assert first.name != second.name
    again = client.watch(first.resume_token)
    assert next(again).name == second.name
    again.close()


def test_a_closed_client_asks_nothing(client: Client) -> None:
    client.close()
    with pytest.raises(ValueError):
        list(client.meetings())
