#!/usr/bin/env bash
# Asks a running server, which has loaded examples/reports, what a person with grpcurl would ask:
#
#     grpcurl.sh HOST:PORT
#
# Knows the contract by reflection alone. Ends with `N passed, M failed`, and with status 0 when none failed.
set -euo pipefail

address="$1"
passed=0
failed=0

call() {
    grpcurl -plaintext -max-time 30 "$@" 2>&1
}

# expect WHAT PATTERN TEXT…: the text must hold the extended regular expression.
expect() {
    if grep -qE -- "$2" <<<"$3"; then
        echo "ok: $1"
        passed=$((passed + 1))
    else
        echo "FAILED: $1: /$2/ is not in"
        head -n 20 <<<"$3" | sed 's/^/    /'
        failed=$((failed + 1))
    fi
}

# value FIELD TEXT: the first string value of a field in JSON as grpcurl prints it.
value() {
    sed -n "s/^ *\"$1\": \"\\(.*\\)\",\\{0,1\\}\$/\\1/p" <<<"$2" | head -n 1
}

services="$(call "$address" list || true)"
for service in rapporteur.v1.MeetingService rapporteur.v1.OrganizationService rapporteur.v1.PersonService \
    rapporteur.v1.QuoteService rapporteur.v1.ReportService grpc.health.v1.Health; do
    expect "list names $service" "^${service//./\\.}$" "$services"
done
expect "list names the RPCs of a service" '^rapporteur\.v1\.MeetingService\.GetParticipants$' \
    "$(call "$address" list rapporteur.v1.MeetingService || true)"
expect "describe shows a service" 'rpc SearchQuotes \( \.rapporteur\.v1\.SearchQuotesRequest \)' \
    "$(call "$address" describe rapporteur.v1.QuoteService || true)"
expect "describe shows a message" 'MeetingStatus status = [0-9]+' \
    "$(call "$address" describe rapporteur.v1.Meeting || true)"
expect "health says SERVING" '"status": "SERVING"' "$(call "$address" grpc.health.v1.Health/Check || true)"

meetings="$(call -d '{"page_size": 2}' "$address" rapporteur.v1.MeetingService/ListMeetings || true)"
expect "ListMeetings gives meetings" '"name": "meetings/[0-9a-f]{20}"' "$meetings"
expect "ListMeetings gives a status as the contract spells it" '"status": "MEETING_STATUS_[A-Z]+"' "$meetings"
expect "ListMeetings gives a page token" '"nextPageToken": ".+"' "$meetings"
token="$(value nextPageToken "$meetings")"
expect "the page token gives the next page" '"name": "meetings/[0-9a-f]{20}"' \
    "$(call -d "{\"page_size\": 2, \"page_token\": \"$token\"}" "$address" rapporteur.v1.MeetingService/ListMeetings || true)"

# Of the first meetings, the one with the longest answer.
participants=""
longest=""
all="$(call -d '{"page_size": 50}' "$address" rapporteur.v1.MeetingService/ListMeetings || true)"
for meeting in $(sed -n 's/^ *"name": "\(meetings\/[0-9a-f]*\)".*/\1/p' <<<"$all"); do
    reply="$(call -d "{\"meeting\": \"$meeting\"}" "$address" rapporteur.v1.MeetingService/GetParticipants || true)"
    [ "${#reply}" -le "${#participants}" ] || { participants="$reply"; longest="$meeting"; }
done
expect "GetParticipants names persons" '"displayName": ".+"' "$participants"
expect "GetParticipants gives roles" '"PARTICIPATION_ROLE_[A-Z]+"' "$participants"
expect "GetParticipants gives the sentence" '"sentence": ".+"' "$participants"

quotes="$(call -d '{}' "$address" rapporteur.v1.QuoteService/SearchQuotes || true)"
expect "SearchQuotes gives quotations" '"name": "quotes/[0-9a-f]{20}"' "$quotes"
speaker="$(value speaker "$quotes")"
expect "SearchQuotes finds what a speaker said" "\"speaker\": \"$speaker\"" \
    "$(call -d "{\"filter\": {\"speaker\": \"$speaker\"}}" "$address" rapporteur.v1.QuoteService/SearchQuotes || true)"

expect "ListPersons names persons" '"name": "persons/[0-9a-f]{20}"' \
    "$(call -d '{"page_size": 2}' "$address" rapporteur.v1.PersonService/ListPersons || true)"
expect "ListEncounters counts meetings" '"meetingCount": [0-9]+' \
    "$(call -d '{"country_code": "UZ"}' "$address" rapporteur.v1.PersonService/ListEncounters || true)"
expect "GetOrganization gives changes of members" '"change": "MEMBERSHIP_CHANGE_JOINED"' \
    "$(call -d '{"name": "organizations/tethys-basin-community"}' "$address" rapporteur.v1.OrganizationService/GetOrganization || true)"
expect "ListSeries gives series" '"organizationName": "organizations/[a-z0-9-]+"' \
    "$(call -d '{}' "$address" rapporteur.v1.MeetingService/ListSeries || true)"
expect "ListOutcomes gives outcomes" '"kind": "OUTCOME_KIND_DECLARATION"' \
    "$(call -d '{"filter": {"text": "declaration"}}' "$address" rapporteur.v1.MeetingService/ListOutcomes || true)"
expect "GetRollCall gives a state for each report" '"state": "ROLL_CALL_STATE_[A-Z_]+"' \
    "$(call -d "{\"meeting\": \"$longest\"}" "$address" rapporteur.v1.MeetingService/GetRollCall || true)"

expect "ListStatements gives fields with sentences" '"field": "start_date"' \
    "$(call -d "{\"name\": \"$longest\"}" "$address" rapporteur.v1.RecordService/ListStatements || true)"
expect "ExplainMatch compares feature by feature" '"comparison": "MATCH_COMPARISON_AGREES"' \
    "$(call -d "{\"one\": \"$longest\", \"two\": \"$longest\"}" "$address" rapporteur.v1.RecordService/ExplainMatch || true)"
expect "CorrectField is taken and shown" '"reason": "corrected by a client: a check"' \
    "$(call -d "{\"name\": \"$longest\", \"field\": \"venue\", \"value\": \"Old Hall\", \"author\": \"a client\", \"reason\": \"a check\"}" \
        "$address" rapporteur.v1.JudgementService/CorrectField >/dev/null || true
    call -d "{\"name\": \"$longest\"}" "$address" rapporteur.v1.MeetingService/GetMeeting || true)"

expect "a country that is none is InvalidArgument" 'Code: InvalidArgument' \
    "$(call -d '{"filter": {"country_code": "ZZ"}}' "$address" rapporteur.v1.MeetingService/ListMeetings || true)"
expect "and the details name the field" '"field": "filter\.country_code"' \
    "$(call -format-error -d '{"filter": {"country_code": "ZZ"}}' "$address" rapporteur.v1.MeetingService/ListMeetings || true)"
expect "a meeting that never was is NotFound" 'Code: NotFound' \
    "$(call -d '{"name": "meetings/00000000000000000000"}' "$address" rapporteur.v1.MeetingService/GetMeeting || true)"

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
