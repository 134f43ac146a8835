// A tour of a running server: ingest a folder, list meetings, print a roll call, search a phrase, watch.
//
//	go generate && go run . HOST:PORT FOLDER PHRASE
package main

//go:generate buf generate ../..

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"

	pb "rapporteur/generated"
)

// events is how many events the tour watches.
const events = 3

func main() {
	if len(os.Args) != 4 {
		fmt.Fprintln(os.Stderr, "give HOST:PORT FOLDER PHRASE")
		os.Exit(2)
	}
	if err := tour(os.Args[1], os.Args[2], os.Args[3]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// tour asks the server at the address all that the tour asks.
func tour(address, folder, phrase string) error {
	connection, err := grpc.NewClient(address, grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		return err
	}
	defer connection.Close()
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()

	if err := ingest(ctx, pb.NewReportServiceClient(connection), folder); err != nil {
		return fmt.Errorf("ingesting %s: %w", folder, err)
	}
	meetings := pb.NewMeetingServiceClient(connection)
	all, err := list(ctx, meetings)
	if err != nil {
		return fmt.Errorf("listing meetings: %w", err)
	}
	for _, meeting := range all {
		year := "?"
		if date := meeting.GetStartDate(); date != nil {
			year = fmt.Sprint(date.GetYear())
		}
		fmt.Printf("meeting %s: %s\n", year, meeting.GetTitle())
	}
	if err := printFullest(ctx, meetings, all); err != nil {
		return fmt.Errorf("calling the roll: %w", err)
	}
	if err := search(ctx, pb.NewQuoteServiceClient(connection), phrase); err != nil {
		return fmt.Errorf("searching quotations: %w", err)
	}
	if err := watch(ctx, pb.NewRecordServiceClient(connection)); err != nil {
		return fmt.Errorf("watching records: %w", err)
	}
	return nil
}

// ingest sends the files of a folder as one stream, and tells what became of each.
func ingest(ctx context.Context, reports pb.ReportServiceClient, folder string) error {
	files, err := os.ReadDir(folder)
	if err != nil {
		return err
	}
	// When an error ends this function, it ends the stream, too.
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	stream, err := reports.IngestReports(ctx)
	if err != nil {
		return err
	}
	// A server whose replies nobody reads reads no further, so both go on at once.
	sent := make(chan error, 1)
	go func() {
		sent <- send(stream, folder, files)
	}()
	for {
		reply, err := stream.Recv()
		if errors.Is(err, io.EOF) {
			return <-sent
		}
		if err != nil {
			return err
		}
		if kept := reply.GetKept(); kept != nil {
			fmt.Printf("kept %s: %d meetings\n", reply.GetTag(), kept.GetMeetingCount())
		} else {
			fmt.Printf("refused %s: %s\n", reply.GetTag(), reply.GetRefused().GetMessage())
		}
	}
}

// send sends the files, each with its name as the tag that comes back with the reply.
func send(stream pb.ReportService_IngestReportsClient, folder string, files []os.DirEntry) error {
	// Without this, a file that cannot be read would leave the server, and so the reader, waiting.
	defer stream.CloseSend()
	for _, file := range files {
		if stem, _, _ := strings.Cut(file.Name(), "."); strings.EqualFold(stem, "readme") {
			continue // It tells of the reports beside it and is none itself.
		}
		path := filepath.Join(folder, file.Name())
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		source := &pb.ReportSource{Uri: path, Data: &pb.ReportSource_Content{Content: content}}
		err = stream.Send(&pb.IngestReportsRequest{Source: source, Tag: file.Name()})
		if errors.Is(err, io.EOF) {
			return nil // The reader is told why the server ended the stream.
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// list gives all meetings, over as many pages as it takes.
func list(ctx context.Context, meetings pb.MeetingServiceClient) ([]*pb.Meeting, error) {
	var all []*pb.Meeting
	request := &pb.ListMeetingsRequest{PageSize: 5}
	for {
		page, err := meetings.ListMeetings(ctx, request)
		if err != nil {
			return nil, err
		}
		all = append(all, page.GetMeetings()...)
		if page.GetNextPageToken() == "" {
			return all, nil
		}
		request.PageToken = page.GetNextPageToken()
	}
}

// printFullest prints the roll call of the meeting at which most are said to have been.
func printFullest(ctx context.Context, meetings pb.MeetingServiceClient, all []*pb.Meeting) error {
	var fullest *pb.GetRollCallResponse
	for _, meeting := range all {
		call, err := meetings.GetRollCall(ctx, &pb.GetRollCallRequest{Meeting: meeting.GetName()})
		if err != nil {
			return err
		}
		if fullest == nil || len(call.GetRows()) > len(fullest.GetRows()) {
			fullest = call
		}
	}
	for _, row := range fullest.GetRows() {
		who := row.GetDisplayName()
		if who == "" {
			who = strings.Join(row.GetOffices(), "; ")
		}
		var states []string
		for _, cell := range row.GetCells() {
			states = append(states, strings.TrimPrefix(cell.GetState().String(), "ROLL_CALL_STATE_"))
		}
		fmt.Printf("present %s: %s\n", who, strings.Join(states, ", "))
	}
	return nil
}

// search prints the first quotations that hold the phrase.
func search(ctx context.Context, quotes pb.QuoteServiceClient, phrase string) error {
	found, err := quotes.SearchQuotes(ctx, &pb.SearchQuotesRequest{Query: `"` + phrase + `"`})
	if err != nil {
		return err
	}
	for _, result := range found.GetResults() {
		fmt.Printf("quote %s: %s\n", result.GetQuote().GetSpeaker(), result.GetQuote().GetText())
	}
	return nil
}

// watch prints the first events of the record.
func watch(ctx context.Context, records pb.RecordServiceClient) error {
	// The server tells for as long as somebody listens; this says that nobody does any more.
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	stream, err := records.WatchRecords(ctx, &pb.WatchRecordsRequest{FromStart: true})
	if err != nil {
		return err
	}
	for range events {
		event, err := stream.Recv()
		if err != nil {
			return err
		}
		fmt.Printf("event %s %s\n", event.GetEvent(), event.GetName())
	}
	return nil
}
