#!/usr/bin/env bash
# Checks clients in other languages against a running server:
#
#     RAPPORTEUR=target/release/rapporteur PYTHON=.venv/bin/python clients/check/run.sh
#
# Starts the program on the samples (and, where ../shared is there, another on the seed reports), each on a free port
# with a new store, runs the checks against it, and stops it. PYTHON needs clients/check/requirements.txt. What needs a tool
# that is missing (PYTHON, grpcurl, npm, go with buf, mvn), or packages that cannot be fetched, is skipped with a line that says
# so. Ends with 0 when no check failed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

rapporteur="${RAPPORTEUR:-target/release/rapporteur}"
python="${PYTHON-python3}"
work="$(mktemp -d)"
server=""
passed=0
failed=0

# Ends the server that this script started, and waits for it.
stop_server() {
    [ -n "$server" ] || return 0
    kill -TERM "$server" 2>/dev/null || true
    local status=0
    wait "$server" || status=$?
    server=""
    return "$status"
}

cleanup() {
    stop_server || true
    rm -rf "$work"
}
trap cleanup EXIT

# start_server NAME PATH: serves the reports in PATH; the address is left in $address.
start_server() {
    local output="$work/$1.out"
    : >"$output"
    "$rapporteur" serve --data "$work/$1" --listen 127.0.0.1:0 --load "$2" >"$output" 2>"$work/$1.err" &
    server=$!
    address=""
    for _ in $(seq 600); do
        address="$(sed -n 's#^listening on http://##p' "$output")"
        [ -z "$address" ] || return 0
        kill -0 "$server" 2>/dev/null || break
        sleep 0.1
    done
    echo "the server did not start:" >&2
    cat "$output" "$work/$1.err" >&2
    exit 1
}

# run_checks COMMAND…: adds up what the command's closing line `N passed, M failed` says.
run_checks() {
    printf -- '-- %s\n' "$*"
    local output="$work/checks.out" ended=0
    "$@" >"$output" || ended=$?
    cat "$output"
    local counts
    counts="$(sed -n 's/^\([0-9]*\) passed, \([0-9]*\) failed$/\1 \2/p' "$output" | tail -n 1)"
    if [ -z "$counts" ]; then
        echo "FAILED: it ended with status $ended before it was through"
        failed=$((failed + 1))
        return 0
    fi
    passed=$((passed + ${counts% *}))
    failed=$((failed + ${counts#* }))
}

# check_tour NAME COMMAND…: a tour must tell of reports that are kept, of meetings, of who was there, of events and of a quotation.
check_tour() {
    local name="$1" output="$work/tour-$1.out" word
    shift
    printf -- '-- the tour of %s\n' "$name"
    if ! timeout 120 "$@" >"$output" 2>&1; then
        echo "FAILED: the tour of $name did not come to its end"
        tail -n 20 "$output"
        failed=$((failed + 1))
        return 0
    fi
    for word in "kept .*arusha-postponed.txt" "meeting [12]" "present .*NAMED" "event .*/" "quote .*The host country asked"; do
        if grep -q "^$word" "$output"; then
            passed=$((passed + 1))
        else
            echo "FAILED: the tour of $name says nothing like \`$word\`"
            failed=$((failed + 1))
        fi
    done
    if grep -q "README" "$output"; then
        echo "FAILED: the tour of $name takes a README for a report"
        failed=$((failed + 1))
    else
        passed=$((passed + 1))
    fi
}

# skip WHAT: says what was not checked, and why.
skip() {
    printf 'skipped: %s\n' "$1"
}

# built NAME COMMAND…: whether a tour could be built. Where not, that is a failure, unless the network is what is missing.
built() {
    local name="$1" output="$work/build-$1.out"
    shift
    "$@" >"$output" 2>&1 && return 0
    if grep -qE 'Could not transfer|dial tcp' "$output"; then
        skip "the tour of $name: its packages are not to be had"
        return 1
    fi
    echo "FAILED: the tour of $name cannot be built"
    tail -n 20 "$output"
    failed=$((failed + 1))
    return 1
}

build_go() {
    (cd clients/go && go generate && go vet . && go build -o "$work/tour-go" .)
}

build_java() {
    (cd clients/java && mvn -q -B -ntp compile)
}

# check_end NAME: SIGTERM must end the server with status 0.
check_end() {
    local status=0
    stop_server || status=$?
    if [ "$status" = 0 ]; then
        echo "ok: SIGTERM ends the server on $1 with status 0"
        passed=$((passed + 1))
    else
        echo "FAILED: SIGTERM ended the server on $1 with status $status"
        cat "$work/$1.err"
        failed=$((failed + 1))
    fi
}

stubs="$work/stubs"
if [ -n "$python" ]; then
    mkdir -p "$stubs"
    "$python" -m grpc_tools.protoc -I proto --python_out="$stubs" --grpc_python_out="$stubs" \
        proto/rapporteur/v1/*.proto
    export PYTHONPATH="$stubs${PYTHONPATH:+:$PYTHONPATH}"
fi

start_server samples examples/reports
# First, while the store holds what the README speaks of and nothing else.
! command -v grpcurl >/dev/null || run_checks clients/check/readme.sh "$address" "$work/samples.out"
[ -z "$python" ] || run_checks "$python" clients/check/python/check.py "$address"
! command -v grpcurl >/dev/null || run_checks clients/check/grpcurl.sh "$address"
# The tours send the samples again, as a stream; all of them are known already.
mkdir "$work/package"
# One small package tells whether any are to be had.
if [ -n "$python" ] && "$python" -m pip download -q --no-deps -d "$work/package" -r <(grep types-grpcio clients/check/requirements.txt); then
    PYTHONPATH= run_checks clients/check/python/package.sh "$python" "$work/package" "$address"
    PYTHONPATH= check_tour python "$work/package/venv/bin/python" clients/python/examples/tour.py \
        "$address" examples/reports "The host country asked"
else
    skip "the package and the tour of python: what they need is not to be had"
fi
if command -v npm >/dev/null && (cd clients/node && npm ci --silent --no-audit --no-fund && npm run -s build); then
    check_tour node npm run -s --prefix clients/node tour -- "$address" "$PWD/examples/reports" "The host country asked"
else
    skip "the tour of node: npm is not on this machine, or the packages are not to be had"
fi
if ! command -v go >/dev/null || ! command -v buf >/dev/null; then
    skip "the tour of go: Go or buf is not on this machine"
elif built go build_go; then
    check_tour go "$work/tour-go" "$address" examples/reports "The host country asked"
fi
if ! command -v javac >/dev/null || ! command -v mvn >/dev/null; then
    skip "the tour of java: a JDK or Maven is not on this machine"
elif built java build_java; then
    check_tour java java -cp 'clients/java/target/classes:clients/java/target/lib/*' rapporteur.Tour \
        "$address" examples/reports "The host country asked"
fi
check_end samples

if [ -d ../shared/seeds ]; then
    start_server seeds ../shared/seeds
    if [ -n "$python" ]; then
        run_checks "$python" clients/check/python/seeds.py "$address"
        ! command -v grpcurl >/dev/null || run_checks "$python" clients/check/python/seeds.py --grpcurl "$address"
    fi
    check_end seeds
fi

echo "client checks: $passed passed, $failed failed"
[ "$failed" = 0 ]
