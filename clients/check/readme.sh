#!/usr/bin/env bash
# Runs every grpcurl command that the README shows, and those that the server prints when it starts, against a running server
# that has loaded examples/reports:
#
#     readme.sh HOST:PORT OUTPUT
#
# OUTPUT is what the server printed. Commands are run word for word, with the address put in place of the README's. Each must end
# with status 0 and an answer that is not empty. Ends with `N passed, M failed`, and with status 0 when none failed.
set -euo pipefail

address="$1"
output="$2"
readme="$(dirname "${BASH_SOURCE[0]}")/../../README.md"
passed=0
failed=0

# Commands of the README, in one line each: in a fenced block, from `grpcurl` at the beginning of a line to the first line that
# does not end with a backslash.
shown() {
    awk '/^```/ { fenced = !fenced; going_on = 0; next }
        fenced && (going_on || /^grpcurl /) {
            going_on = sub(/\\$/, "")
            printf "%s%s", $0, (going_on ? "" : "\n")
        }' "$readme"
}

# Commands that the server printed.
printed() {
    sed -n 's/^ *\(grpcurl .*\)$/\1/p' "$output"
}

# check COMMAND
check() {
    local reply status=0
    reply="$(timeout 60 bash -c "${1//127.0.0.1:50051/$address}" 2>&1 </dev/null)" || status=$?
    if [ "$status" = 0 ] && [ -n "${reply//[\{\}[:space:]]/}" ]; then
        echo "ok: $1"
        passed=$((passed + 1))
    else
        echo "FAILED: $1: status $status"
        head -n 20 <<<"$reply" | sed 's/^/    /'
        failed=$((failed + 1))
    fi
}

for commands in shown printed; do
    found=0
    while read -r command; do
        found=1
        check "$command"
    done < <("$commands")
    # Then this script does not know them any more.
    if [ "$found" = 0 ]; then
        echo "FAILED: no commands are $commands"
        failed=$((failed + 1))
    fi
done

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
