package rapporteur;

import com.google.protobuf.ByteString;
import io.grpc.Channel;
import io.grpc.Context;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import rapporteur.v1.MeetingServiceGrpc;
import rapporteur.v1.MeetingServiceGrpc.MeetingServiceBlockingStub;
import rapporteur.v1.MeetingServiceOuterClass.GetRollCallRequest;
import rapporteur.v1.MeetingServiceOuterClass.GetRollCallResponse;
import rapporteur.v1.MeetingServiceOuterClass.ListMeetingsRequest;
import rapporteur.v1.QuoteServiceGrpc;
import rapporteur.v1.QuoteServiceOuterClass.SearchQuotesRequest;
import rapporteur.v1.RecordOuterClass.Meeting;
import rapporteur.v1.RecordServiceGrpc;
import rapporteur.v1.RecordServiceOuterClass.WatchRecordsRequest;
import rapporteur.v1.RecordServiceOuterClass.WatchRecordsResponse;
import rapporteur.v1.ReportServiceGrpc;
import rapporteur.v1.ReportServiceOuterClass.IngestReportsRequest;
import rapporteur.v1.ReportServiceOuterClass.IngestReportsResponse;
import rapporteur.v1.ReportServiceOuterClass.ReportSource;

/** A tour of a running server: ingest a folder, list meetings, print a roll call, search a phrase, watch. */
public final class Tour {
    /** How many events the tour watches. */
    private static final int EVENTS = 3;

    /** How long a question, or the stream of reports, may take: in seconds. */
    private static final int DEADLINE = 60;

    /** Names are in many scripts, whatever the machine's own charset is. */
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private Tour() {}

    /** Takes the tour: {@code HOST:PORT FOLDER PHRASE}. */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 3) {
            System.err.println("give HOST:PORT FOLDER PHRASE");
            System.exit(2);
        }
        var channel = Grpc.newChannelBuilder(arguments[0], InsecureChannelCredentials.create()).build();
        try {
            ingest(channel, Path.of(arguments[1]));
            var meetings = MeetingServiceGrpc.newBlockingStub(channel);
            var all = list(meetings);
            for (var meeting : all) {
                var year = meeting.hasStartDate() ? String.valueOf(meeting.getStartDate().getYear()) : "?";
                OUT.printf("meeting %s: %s%n", year, meeting.getTitle());
            }
            printFullest(meetings, all);
            search(channel, arguments[2]);
            watch(channel);
        } finally {
            channel.shutdown().awaitTermination(5, TimeUnit.SECONDS);
        }
    }

    /** Sends the files of a folder as one stream, and tells what became of each. */
    private static void ingest(Channel channel, Path folder) throws Exception {
        List<Path> files;
        try (var entries = Files.list(folder)) {
            // A README tells of the reports beside it and is none itself.
            files = entries.filter(path -> !path.getFileName().toString().matches("(?i)readme(\\..*)?"))
                    .sorted(Comparator.comparing(path -> path.getFileName().toString()))
                    .toList();
        }
        var stub = ReportServiceGrpc.newStub(channel).withDeadlineAfter(DEADLINE, TimeUnit.SECONDS);
        var ingest = new Ingest(files.iterator());
        stub.ingestReports(ingest);
        ingest.done.get();
    }

    /** The two directions of a stream of reports. */
    private static final class Ingest implements ClientResponseObserver<IngestReportsRequest, IngestReportsResponse> {
        private final Iterator<Path> files;
        private final CompletableFuture<Void> done = new CompletableFuture<>();
        private boolean closed;

        private Ingest(Iterator<Path> files) {
            this.files = files;
        }

        @Override
        public void beforeStart(ClientCallStreamObserver<IngestReportsRequest> reports) {
            // Sending only while the server reads keeps the folder from piling up in memory.
            reports.setOnReadyHandler(() -> send(reports));
        }

        private void send(ClientCallStreamObserver<IngestReportsRequest> reports) {
            try {
                while (!closed && reports.isReady()) {
                    if (files.hasNext()) {
                        reports.onNext(request(files.next()));
                    } else {
                        closed = true;
                        reports.onCompleted();
                    }
                }
            } catch (IOException unreadable) {
                closed = true;
                done.completeExceptionally(unreadable);
                reports.cancel("a file cannot be read", unreadable);
            }
        }

        private static IngestReportsRequest request(Path file) throws IOException {
            var source = ReportSource.newBuilder()
                    .setUri(file.toString())
                    .setContent(ByteString.copyFrom(Files.readAllBytes(file)));
            return IngestReportsRequest.newBuilder().setSource(source).setTag(file.getFileName().toString()).build();
        }

        @Override
        public void onNext(IngestReportsResponse reply) {
            if (reply.hasKept()) {
                OUT.printf("kept %s: %d meetings%n", reply.getTag(), reply.getKept().getMeetingCount());
            } else {
                OUT.printf("refused %s: %s%n", reply.getTag(), reply.getRefused().getMessage());
            }
        }

        @Override
        public void onError(Throwable error) {
            done.completeExceptionally(error);
        }

        @Override
        public void onCompleted() {
            done.complete(null);
        }
    }

    /** Gives all meetings, over as many pages as it takes. */
    private static List<Meeting> list(MeetingServiceBlockingStub meetings) {
        var all = new ArrayList<Meeting>();
        var request = ListMeetingsRequest.newBuilder().setPageSize(5);
        do {
            var page = within(meetings).listMeetings(request.build());
            all.addAll(page.getMeetingsList());
            request.setPageToken(page.getNextPageToken());
        } while (!request.getPageToken().isEmpty());
        return all;
    }

    /** Prints the roll call of the meeting at which most are said to have been. */
    private static void printFullest(MeetingServiceBlockingStub meetings, List<Meeting> all) {
        var fullest = GetRollCallResponse.getDefaultInstance();
        for (var meeting : all) {
            var request = GetRollCallRequest.newBuilder().setMeeting(meeting.getName()).build();
            var call = within(meetings).getRollCall(request);
            if (call.getRowsCount() > fullest.getRowsCount()) {
                fullest = call;
            }
        }
        for (var row : fullest.getRowsList()) {
            var who = row.getDisplayName().isEmpty() ? String.join("; ", row.getOfficesList()) : row.getDisplayName();
            var states = row.getCellsList().stream()
                    .map(cell -> cell.getState().name().replace("ROLL_CALL_STATE_", ""))
                    .collect(Collectors.joining(", "));
            OUT.printf("present %s: %s%n", who, states);
        }
    }

    /** Prints the first quotations that hold the phrase. */
    private static void search(Channel channel, String phrase) {
        var quotes = QuoteServiceGrpc.newBlockingStub(channel).withDeadlineAfter(DEADLINE, TimeUnit.SECONDS);
        var request = SearchQuotesRequest.newBuilder().setQuery('"' + phrase + '"').build();
        for (var result : quotes.searchQuotes(request).getResultsList()) {
            OUT.printf("quote %s: %s%n", result.getQuote().getSpeaker(), result.getQuote().getText());
        }
    }

    /** Prints the first events of the record. */
    private static void watch(Channel channel) throws Exception {
        var records = RecordServiceGrpc.newBlockingStub(channel).withDeadlineAfter(DEADLINE, TimeUnit.SECONDS);
        // The server tells for as long as somebody listens; closing this says that nobody does any more.
        try (var listening = Context.current().withCancellation()) {
            Iterator<WatchRecordsResponse> told = listening.call(
                    () -> records.watchRecords(WatchRecordsRequest.newBuilder().setFromStart(true).build()));
            for (int seen = 0; seen < EVENTS && told.hasNext(); seen++) {
                var event = told.next();
                OUT.printf("event %s %s%n", event.getEvent(), event.getName());
            }
        }
    }

    /** The same questions, each with a deadline that begins now. */
    private static MeetingServiceBlockingStub within(MeetingServiceBlockingStub meetings) {
        return meetings.withDeadlineAfter(DEADLINE, TimeUnit.SECONDS);
    }
}
