#!/usr/bin/env python3
"""Asks a running server, which has loaded examples/reports, what a Python client would ask.

    check.py HOST:PORT

Needs clients/check/requirements.txt, and on PYTHONPATH the stubs that grpc_tools generated from proto/ (run.sh does
both). Ends with `N passed, M failed`, and with status 0 when none failed.
"""
import re
import sys

import grpc
from google.rpc import error_details_pb2
from grpc_health.v1 import health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha import reflection_pb2, reflection_pb2_grpc
from grpc_reflection.v1alpha.proto_reflection_descriptor_database import ProtoReflectionDescriptorDatabase
from grpc_status import rpc_status
from rapporteur.v1 import common_pb2, meeting_service_pb2, quote_service_pb2, report_service_pb2
from rapporteur.v1 import meeting_service_pb2_grpc, quote_service_pb2_grpc, report_service_pb2_grpc

from checks import Checks, equal, holds

SERVICES = {"rapporteur.v1.MeetingService", "rapporteur.v1.QuoteService", "rapporteur.v1.ReportService"}
DEADLINE = 30

channel = grpc.insecure_channel(sys.argv[1])
grpc.channel_ready_future(channel).result(timeout=DEADLINE)
meetings = meeting_service_pb2_grpc.MeetingServiceStub(channel)
quotes = quote_service_pb2_grpc.QuoteServiceStub(channel)
reports = report_service_pb2_grpc.ReportServiceStub(channel)
check = Checks()

REPORT = """LAKEWOOD, March 3, 2031 (Fable Wire) -- Defense ministers of the Lantern Cooperation Forum met here on Monday.

"This bridge is the keel of our harbour," Minister Oda Brandvik said.
"""


def all_meetings(**filters):
    """Every meeting that fits, over as many pages as it takes."""
    request = meeting_service_pb2.ListMeetingsRequest(filter=meeting_service_pb2.MeetingFilter(**filters), page_size=3)
    found = []
    while True:
        reply = meetings.ListMeetings(request, timeout=DEADLINE)
        found += reply.meetings
        if not reply.next_page_token:
            return found
        request.page_token = reply.next_page_token


def violations(call):
    """Fields that the server finds wrong with a call, out of the details of its INVALID_ARGUMENT."""
    try:
        call()
    except grpc.RpcError as error:
        equal(error.code(), grpc.StatusCode.INVALID_ARGUMENT)
        details = rpc_status.from_call(error).details
        for detail in details:
            bad_request = error_details_pb2.BadRequest()
            if detail.Unpack(bad_request):
                holds(all(violation.description for violation in bad_request.field_violations), "no description")
                return [violation.field for violation in bad_request.field_violations]
        raise AssertionError(f"no BadRequest among the details {details}")
    raise AssertionError("the call was answered")


def status_of(call):
    """The status with which a call fails."""
    try:
        call()
    except grpc.RpcError as error:
        return error.code()
    raise AssertionError("the call was answered")


@check
def reflection_v1alpha():
    """reflection (v1alpha) lists the services, health and reflection itself."""
    listed = set(ProtoReflectionDescriptorDatabase(channel).get_services())
    holds(SERVICES <= listed, f"listed: {sorted(listed)}")
    holds("grpc.health.v1.Health" in listed, f"listed: {sorted(listed)}")


@check
def reflection_v1():
    """reflection (v1) lists the services."""
    # The messages of v1 and v1alpha are the same on the wire; Python's package brings stubs of v1alpha only.
    call = channel.stream_stream(
        "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo",
        request_serializer=reflection_pb2.ServerReflectionRequest.SerializeToString,
        response_deserializer=reflection_pb2.ServerReflectionResponse.FromString,
    )
    replies = call(iter([reflection_pb2.ServerReflectionRequest(list_services="")]), timeout=DEADLINE)
    listed = {service.name for reply in replies for service in reply.list_services_response.service}
    holds(SERVICES <= listed, f"listed: {sorted(listed)}")


@check
def reflection_describes():
    """reflection gives the file that describes each service."""
    stub = reflection_pb2_grpc.ServerReflectionStub(channel)
    for service in sorted(SERVICES):
        request = reflection_pb2.ServerReflectionRequest(file_containing_symbol=service)
        (reply,) = stub.ServerReflectionInfo(iter([request]), timeout=DEADLINE)
        holds(reply.file_descriptor_response.file_descriptor_proto, f"nothing for {service}: {reply}")


@check
def health():
    """health says SERVING, of the whole server and of each service."""
    stub = health_pb2_grpc.HealthStub(channel)
    for service in ["", *sorted(SERVICES)]:
        reply = stub.Check(health_pb2.HealthCheckRequest(service=service), timeout=DEADLINE)
        equal((service, reply.status), (service, health_pb2.HealthCheckResponse.SERVING))


@check
def list_meetings():
    """ListMeetings gives each meeting once, in order of dates, over pages of three."""
    found = all_meetings()
    holds(len(found) >= 5, f"{len(found)} meetings")
    equal(len({meeting.name for meeting in found}), len(found))
    for meeting in found:
        holds(re.fullmatch(r"meetings/[0-9a-f]{20}", meeting.name), meeting.name)
        holds(meeting.title and meeting.report_count >= 1, f"{meeting}")
    dates = [(d.year or 9999, d.month, d.day) for d in (meeting.start_date for meeting in found)]
    equal(dates, sorted(dates))


@check
def merged_meeting():
    """a meeting that several samples report stands once, with all their reports, and GetMeeting says why."""
    most = max(all_meetings(), key=lambda meeting: meeting.report_count)
    holds(most.report_count >= 2, f"no meeting has two reports: {most}")
    request = meeting_service_pb2.GetMeetingRequest(name=most.name)
    meeting = meetings.GetMeeting(request, timeout=DEADLINE).meeting
    equal(len({mention.report for mention in meeting.mentions}), most.report_count)
    holds(meeting.values, "no values")
    for value in meeting.values:
        holds(value.evidence and value.evidence[0].sentence, f"{value} has no evidence")


@check
def samarkand_meeting():
    """the Samarkand meeting of the samples stands once, the 7th, held on May 14 and 15, from four reports."""
    (meeting,) = [m for m in all_meetings(city="Samarkand") if m.ordinal == 7]
    equal(meeting.report_count, 4)
    equal(meeting.organization, "Meridian Cooperation Organization")
    equal((meeting.country_code, meeting.status), ("UZ", common_pb2.MEETING_STATUS_HELD))
    equal([(d.year, d.month, d.day) for d in (meeting.start_date, meeting.end_date)], [(2024, 5, 14), (2024, 5, 15)])
    request = meeting_service_pb2.GetParticipantsRequest(meeting=meeting.name, page_size=1000)
    named = [p for p in meetings.GetParticipants(request, timeout=DEADLINE).participants if p.person]
    equal([p.delegation.country_code for p in named if common_pb2.PARTICIPATION_ROLE_CHAIR in p.roles], ["UZ"])
    countries = {p.delegation.country_code for p in named}
    holds({"AZ", "GE", "KG", "KZ", "MN", "TJ", "TR", "UZ"} <= countries, f"named for {sorted(countries)}")


@check
def same_words():
    """what two of the samples quote in the same words stands once, with both reports."""
    request = quote_service_pb2.SearchQuotesRequest(query='"slowest desk"')
    (result,) = quotes.SearchQuotes(request, timeout=DEADLINE).results
    equal(result.quote.kind, common_pb2.QUOTE_KIND_DIRECT)
    equal(sorted(rendering.report_uri.rsplit("/")[-1] for rendering in result.quote.renderings),
          ["samarkand-page.txt", "samarkand-wire.txt"])


@check
def filters_narrow():
    """filters of ListMeetings narrow the list to what they say."""
    found = all_meetings()
    with_country = next(meeting for meeting in found if meeting.country_code)
    narrowed = all_meetings(country_code=with_country.country_code)
    equal({meeting.country_code for meeting in narrowed}, {with_country.country_code})
    holds(with_country.name in {meeting.name for meeting in narrowed}, "the meeting is not in the narrowed list")
    with_year = next(meeting for meeting in found if meeting.start_date.year)
    year = common_pb2.Date(year=with_year.start_date.year)
    holds(with_year.name in {m.name for m in all_meetings(**{"from": year, "to": year})}, "not found by its year")


@check
def get_participants():
    """GetParticipants gives named persons with office, delegation and evidence."""
    best = []
    for meeting in all_meetings():
        request = meeting_service_pb2.GetParticipantsRequest(meeting=meeting.name, page_size=1000)
        reply = meetings.GetParticipants(request, timeout=DEADLINE)
        equal(reply.meeting, meeting.name)
        best = max(best, list(reply.participants), key=len)
    holds(len(best) >= 3, f"{len(best)} participants")
    named = [participant for participant in best if participant.person]
    holds(named, "nobody is named")
    holds(any(participant.offices for participant in named), "no office")
    holds(any(participant.delegation.country_code or participant.delegation.organization for participant in best), "no delegation")
    for participant in best:
        holds(participant.evidence and participant.evidence[0].sentence, f"{participant} has no evidence")


@check
def search_quotes():
    """SearchQuotes finds a quotation by its words and by its speaker, and shows where they stand."""
    everything = quotes.SearchQuotes(quote_service_pb2.SearchQuotesRequest(page_size=1000), timeout=DEADLINE)
    holds(len(everything.results) >= 5, f"{len(everything.results)} quotations")
    equal(everything.total_size, len(everything.results))
    wanted = next(r.quote for r in everything.results if r.quote.speaker and r.quote.person)
    longest_word = max(re.findall(r"[A-Za-z]+", wanted.text), key=len)
    request = quote_service_pb2.SearchQuotesRequest(
        query=longest_word, filter=quote_service_pb2.QuoteFilter(speaker=wanted.speaker), page_size=1000)
    reply = quotes.SearchQuotes(request, timeout=DEADLINE)
    hit = next(result for result in reply.results if result.quote.name == wanted.name)
    holds(hit.highlights, f"no highlights in {hit}")
    snippet, span = hit.snippet.encode(), hit.highlights[0]
    holds(longest_word.lower()[:4] in snippet[span.start:span.end].decode().lower(), f"{hit}")
    equal({result.quote.speaker for result in reply.results}, {wanted.speaker})


@check
def spans_fit():
    """spans of a quotation, asked for in code points, cut its words out of the report's text."""
    request = quote_service_pb2.SearchQuotesRequest(page_size=1000, encoding_type=common_pb2.ENCODING_TYPE_UTF32)
    cut = 0
    for result in quotes.SearchQuotes(request, timeout=DEADLINE).results:
        for rendering in result.quote.renderings:
            full = report_service_pb2.GetReportRequest(name=rendering.report, view=report_service_pb2.REPORT_VIEW_FULL)
            text = reports.GetReport(full, timeout=DEADLINE).text
            words = " ".join(" ".join(text[span.start:span.end] for span in rendering.segments).split())
            equal(words, " ".join(rendering.text.split()))
            cut += 1
    holds(cut >= 5, f"{cut} renderings")


@check
def bad_arguments():
    """INVALID_ARGUMENT names the field that is wrong."""
    def ask(**request):
        return violations(lambda: meetings.ListMeetings(
            meeting_service_pb2.ListMeetingsRequest(**request), timeout=DEADLINE))

    def narrowed(**filters):
        return ask(filter=meeting_service_pb2.MeetingFilter(**filters))

    equal(narrowed(country_code="ZZ"), ["filter.country_code"])
    holds(all(field.startswith("filter.from") for field in narrowed(**{"from": common_pb2.Date(year=2018, month=13)})),
          "the date's field is not named")
    equal(ask(page_token="no token"), ["page_token"])
    equal(ask(order_by="weather"), ["order_by"])
    equal(violations(lambda: quotes.SearchQuotes(
        quote_service_pb2.SearchQuotesRequest(query='"an open phrase'), timeout=DEADLINE)), ["query"])


@check
def not_found():
    """a meeting that never was is NOT_FOUND; a name that is none is INVALID_ARGUMENT."""
    def get(name):
        return status_of(lambda: meetings.GetMeeting(
            meeting_service_pb2.GetMeetingRequest(name=name), timeout=DEADLINE))

    equal(get("meetings/" + "0" * 20), grpc.StatusCode.NOT_FOUND)
    equal(get("no name"), grpc.StatusCode.INVALID_ARGUMENT)


@check
def extract_report():
    """ExtractReport reads a report and stores nothing."""
    source = report_service_pb2.ReportSource(uri="check.txt", text=REPORT)
    reply = reports.ExtractReport(report_service_pb2.ExtractReportRequest(source=source), timeout=DEADLINE)
    equal(reply.extraction.report.uri, "check.txt")
    holds(any("keel of our harbour" in quote.text for quote in reply.extraction.quotes), f"{reply.extraction.quotes}")
    name = reply.extraction.report.name or "reports/" + reply.extraction.report.content_sha256[:20]
    request = report_service_pb2.GetReportRequest(name=name)
    equal(status_of(lambda: reports.GetReport(request, timeout=DEADLINE)), grpc.StatusCode.NOT_FOUND)


@check
def bad_reports():
    """IngestReport refuses what is no report: empty, binary, a page without text."""
    for content in [b"", b" \n\t ", b"\x89PNG\r\n\x1a\n\0\0\0", b"<html><body></body></html>"]:
        source = report_service_pb2.ReportSource(uri="bad.txt", content=content)
        request = report_service_pb2.IngestReportRequest(source=source)
        equal((content, status_of(lambda: reports.IngestReport(request, timeout=DEADLINE))),
              (content, grpc.StatusCode.INVALID_ARGUMENT))


@check
def ingest_twice():
    """IngestReport of the same bytes twice changes nothing."""
    request = report_service_pb2.IngestReportRequest(
        source=report_service_pb2.ReportSource(uri="check.txt", text=REPORT))
    first = reports.IngestReport(request, timeout=DEADLINE)
    before = all_meetings()
    second = reports.IngestReport(request, timeout=DEADLINE)
    equal((first.already_known, second.already_known), (False, True))
    equal(second.report, first.report)
    equal(all_meetings(), before)
    request = report_service_pb2.GetReportRequest(name=first.report.name)
    equal(reports.GetReport(request, timeout=DEADLINE).report, first.report)


check.finish()
