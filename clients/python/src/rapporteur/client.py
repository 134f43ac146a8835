"""A client that reads like the questions."""
from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import grpc

from .v1 import meeting_service_pb2 as meetings_pb
from .v1 import meeting_service_pb2_grpc as meetings_grpc
from .v1 import quote_service_pb2 as quotes_pb
from .v1 import quote_service_pb2_grpc as quotes_grpc
from .v1 import record_pb2
from .v1 import record_service_pb2 as records_pb
from .v1 import record_service_pb2_grpc as records_grpc
from .v1 import report_service_pb2 as reports_pb
from .v1 import report_service_pb2_grpc as reports_grpc

PAGE = 200
"""Answers that are asked for at a time."""


@dataclass(frozen=True)
class Refused:
    """A report that the server did not keep."""

    uri: str
    code: int
    """The gRPC status code: 3 for INVALID_ARGUMENT."""
    message: str


class Client:
    """A connection to a server. Use it in a `with` block, or close it.

    Calls raise `grpc.RpcError`, with the status and what is wrong with the request in its details.
    """

    def __init__(
        self,
        address: str,
        *,
        token: str | None = None,
        root_certificates: bytes | None = None,
        timeout: float = 60.0,
    ) -> None:
        """`address` is `host:port`. With `root_certificates` (PEM) the connection is encrypted; a `token` is sent
        with each call. `timeout` bounds each call but streams, in seconds."""
        if root_certificates is None:
            self._channel = grpc.insecure_channel(address)
        else:
            self._channel = grpc.secure_channel(address, grpc.ssl_channel_credentials(root_certificates))
        self._metadata: tuple[tuple[str, str | bytes], ...] = (("authorization", f"Bearer {token}"),) if token else ()
        self._timeout = timeout
        self._meetings = meetings_grpc.MeetingServiceStub(self._channel)
        self._quotes = quotes_grpc.QuoteServiceStub(self._channel)
        self._records = records_grpc.RecordServiceStub(self._channel)
        self._reports = reports_grpc.ReportServiceStub(self._channel)

    def __enter__(self) -> Client:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Ends the connection."""
        self._channel.close()

    def ingest(self, paths: Iterable[Path | str]) -> Iterator[reports_pb.IngestReportResponse | Refused]:
        """Sends files as one stream, and gives for each, in order, what was found or why it is not kept. What is given
        is durable."""
        sent: list[str] = []

        def requests() -> Iterator[reports_pb.IngestReportsRequest]:
            for path in paths:
                sent.append(str(path))
                source = reports_pb.ReportSource(uri=str(path), content=Path(path).read_bytes())
                yield reports_pb.IngestReportsRequest(source=source)

        for reply in self._reports.IngestReports(requests(), metadata=self._metadata):
            if reply.WhichOneof("outcome") == "kept":
                yield reply.kept
            else:
                yield Refused(sent[reply.index], reply.refused.code, reply.refused.message)

    def meetings(self, **filters: object) -> Iterator[record_pb2.Meeting]:
        """Meetings for which all filters hold (fields of `MeetingFilter`: organization, city, person …)."""
        request = meetings_pb.ListMeetingsRequest(filter=filters or None, page_size=PAGE)
        while True:
            page = self._meetings.ListMeetings(request, timeout=self._timeout, metadata=self._metadata)
            yield from page.meetings
            if not page.next_page_token:
                return
            request.page_token = page.next_page_token

    def roll_call(self, meeting: str) -> meetings_pb.GetRollCallResponse:
        """Who is said to have been at a meeting (`meetings/…`), report by report."""
        request = meetings_pb.GetRollCallRequest(meeting=meeting, page_size=1000)
        return self._meetings.GetRollCall(request, timeout=self._timeout, metadata=self._metadata)

    def quotes(self, query: str = "", **filters: object) -> Iterator[record_pb2.Quote]:
        """Quotations that hold the words, best first: `"a phrase"`, `OR`, `-word`; filters are fields of `QuoteFilter`."""
        request = quotes_pb.SearchQuotesRequest(query=query, filter=filters or None, page_size=PAGE)
        while True:
            page = self._quotes.SearchQuotes(request, timeout=self._timeout, metadata=self._metadata)
            for result in page.results:
                yield result.quote
            if not page.next_page_token:
                return
            request.page_token = page.next_page_token

    def watch(
        self, resume_token: str = "", *, from_start: bool = False
    ) -> Generator[records_pb.WatchRecordsResponse, None, None]:
        """What happens to records, until the caller stops reading; `close()` tells the server so at once. Keep the
        `resume_token` of the last message that was dealt with."""
        request = records_pb.WatchRecordsRequest(resume_token=resume_token, from_start=from_start)
        call = self._records.WatchRecords(request, metadata=self._metadata)
        try:
            yield from call
        finally:
            call.cancel()
