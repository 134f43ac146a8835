#!/usr/bin/env python3
"""Checks what a server must say after loading the seed reports of ../shared, over Python's gRPC or over grpcurl.

    seeds.py [--grpcurl] HOST:PORT

The facts stand in the reports; which report says what is in ../shared/gold. Ends with `N passed, M failed`.
"""
import difflib
import json
import subprocess
import sys

from checks import Checks, equal, holds

DEADLINE = 30
address = sys.argv[-1]


def python_transport():
    """Calls through grpcio and the generated stubs."""
    import grpc
    from google.protobuf import json_format
    from rapporteur.v1 import meeting_service_pb2, meeting_service_pb2_grpc
    from rapporteur.v1 import quote_service_pb2, quote_service_pb2_grpc
    from rapporteur.v1 import report_service_pb2, report_service_pb2_grpc

    channel = grpc.insecure_channel(address)
    grpc.channel_ready_future(channel).result(timeout=DEADLINE)
    services = {
        "MeetingService": (meeting_service_pb2, meeting_service_pb2_grpc.MeetingServiceStub(channel)),
        "QuoteService": (quote_service_pb2, quote_service_pb2_grpc.QuoteServiceStub(channel)),
        "ReportService": (report_service_pb2, report_service_pb2_grpc.ReportServiceStub(channel)),
    }

    def call(service, rpc, **request):
        messages, stub = services[service]
        message = json_format.ParseDict(request, getattr(messages, rpc + "Request")())
        return json_format.MessageToDict(getattr(stub, rpc)(message, timeout=DEADLINE))

    return call


def grpcurl_transport():
    """Calls through grpcurl, which knows the contract by reflection."""

    def call(service, rpc, **request):
        command = ["grpcurl", "-plaintext", "-max-time", str(DEADLINE), "-d", json.dumps(request), address,
                   f"rapporteur.v1.{service}/{rpc}"]
        return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)

    return call


call = grpcurl_transport() if "--grpcurl" in sys.argv else python_transport()
check = Checks()


def listed(**filters):
    """The meetings that fit."""
    return call("MeetingService", "ListMeetings", filter=filters, page_size=1000).get("meetings", [])


def only(found, what):
    """The one thing that was found."""
    equal(len(found), 1) if found else holds(False, f"no {what}")
    return found[0]


def date(value):
    """A date as the numbers that are known of it."""
    return tuple(value[part] for part in ("year", "month", "day") if value.get(part))


def like(name, other):
    """Whether two spellings may be of one name."""
    return difflib.SequenceMatcher(None, name.lower(), other.lower()).ratio() >= 0.8


def secretaries():
    """The 13th meeting of the Security Council Secretaries."""
    return only([m for m in listed(organization="SCO") if m.get("ordinal") == 13], "13th meeting")


def participants(meeting):
    """Who was there."""
    return call("MeetingService", "GetParticipants", meeting=meeting["name"], page_size=1000).get("participants", [])


@check
def thirteenth_meeting():
    """the 13th meeting of the Security Council Secretaries stands once, from two reports."""
    meeting = secretaries()
    equal(meeting["reportCount"], 2)
    equal(len({mention["report"] for mention in meeting["mentions"]}), 2)
    equal((meeting["city"], meeting["countryCode"], meeting["status"]), ("Beijing", "CN", "MEETING_STATUS_HELD"))
    equal(meeting["organization"], "Shanghai Cooperation Organization")


@check
def qingdao_summit():
    """the Qingdao summit stands once, from four reports, the 18th as one of them says, planned."""
    meeting = only(listed(city="Qingdao"), "meeting in Qingdao")
    equal((meeting["reportCount"], meeting["ordinal"], meeting["status"]), (4, 18, "MEETING_STATUS_PLANNED"))
    equal(date(meeting["startDate"]), (2018, 6))
    values = call("MeetingService", "GetMeeting", name=meeting["name"])["meeting"]["values"]
    ordinal = only([value for value in values if value["field"] == "ordinal"], "value of the ordinal")
    equal(len({evidence["report"] for evidence in ordinal["evidence"]}), 1)


@check
def group_meeting():
    """the group meeting with the defence ministers stands once, dated April 23 by the report that says so."""
    def is_with_defence_ministers(meeting):
        words = " ".join([meeting["title"], *meeting.get("otherTitles", []), meeting.get("series", "")]).lower()
        return "defen" in words and meeting.get("kind") == "MEETING_KIND_GROUP_MEETING"

    meeting = only([m for m in listed() if is_with_defence_ministers(m)], "group meeting with defence ministers")
    equal((meeting["reportCount"], date(meeting["startDate"])), (2, (2018, 4, 23)))
    values = call("MeetingService", "GetMeeting", name=meeting["name"])["meeting"]["values"]
    preferred = only([v for v in values if v["field"] == "start_date" and v.get("preferred")], "preferred start date")
    equal(preferred["value"], "2018-04-23")
    report = only(sorted({evidence["report"] for evidence in preferred["evidence"]}), "report of the date")
    holds("April 23" in call("ReportService", "GetReport", name=report, view="REPORT_VIEW_FULL")["text"], f"{preferred}")


@check
def ten_participants():
    """the 13th meeting has ten named persons, each with an office and a country or an organization."""
    named = [p for p in participants(secretaries()) if p.get("person")]
    equal(len(named), 10)
    equal(len({p["person"] for p in named}), 10)
    for participant in named:
        delegation = participant.get("delegation", {})
        holds(participant.get("offices"), f"{participant['displayName']} has no office")
        holds(delegation.get("countryCode") or delegation.get("organization"),
              f"{participant['displayName']} has no delegation")


@check
def chair():
    """Zhao Kezhi chaired the 13th meeting, and nobody else did."""
    chairs = [p["displayName"] for p in participants(secretaries()) if "PARTICIPATION_ROLE_CHAIR" in p.get("roles", [])]
    equal(chairs, ["Zhao Kezhi"])


@check
def two_spellings():
    """a participant whom two reports spell differently stands once, under both spellings."""
    janjua = only([p for p in participants(secretaries()) if "Janjua" in p.get("displayName", "")], "Janjua")
    spellings = {janjua["displayName"], *janjua.get("otherNames", [])}
    holds(any(like("Naser Khan Janjua", name) and "Naser" in name.split() for name in spellings), f"{spellings}")
    holds(any("Nasser" in name.split() for name in spellings), f"{spellings}")
    equal(len({evidence["report"] for evidence in janjua["evidence"]}), 2)


@check
def cornerstone():
    """`cornerstone` finds what two reports give in the same words, said by Xi Jinping."""
    results = call("QuoteService", "SearchQuotes", query="cornerstone")["results"]
    quote = only(results, "quotation")["quote"]
    equal(quote["speaker"], "Xi Jinping")
    equal(len({rendering["report"] for rendering in quote["renderings"]}), 2)
    for rendering in quote["renderings"]:
        holds("cornerstone" in rendering["text"], f"{rendering}")
    by_speaker = call("QuoteService", "SearchQuotes", query="cornerstone", filter={"speaker": "Xi Jinping"})["results"]
    equal([result["quote"]["name"] for result in by_speaker], [quote["name"]])


check.finish()
