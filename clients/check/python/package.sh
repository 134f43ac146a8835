#!/usr/bin/env bash
# Builds the Python package, installs its wheel into a fresh environment, and checks what a user of it has:
#
#     package.sh PYTHON WORK HOST:PORT
#
# PYTHON needs clients/check/requirements.txt; WORK is a directory for what is made; the server has loaded examples/reports.
# WORK/venv is left with the package in it. Ends with `N passed, M failed`, and with status 0 when none failed.
set -euo pipefail

python="$1"
work="$2"
address="$3"
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."
package=clients/python
fresh="$work/venv/bin/python"
passed=0
failed=0
# What is built and installed here is built by, and runs with, the versions that the other checks use.
export PIP_CONSTRAINT="$PWD/clients/check/requirements.txt"

# check WHAT COMMAND…
check() {
    local what="$1" output="$work/package.out"
    shift
    if "$@" >"$output" 2>&1; then
        echo "ok: $what"
        passed=$((passed + 1))
    else
        echo "FAILED: $what"
        tail -n 20 "$output" | sed 's/^/    /'
        failed=$((failed + 1))
    fi
}

# holds FILE…: the wheel must hold the files.
holds() {
    local listed file
    listed="$("$python" -m zipfile --list "$work"/dist/*.whl)"
    for file in "$@"; do
        grep -q "^$file " <<<"$listed" || { echo "$file is not in the wheel: $listed"; return 1; }
    done
}

install() {
    "$python" -m venv "$work/venv" && "$fresh" -m pip install -q "$work"/dist/*.whl
}

# Not from the directory of the package: what is installed is meant.
imports() {
    (cd "$work" && "$fresh" -c 'import rapporteur; rapporteur.Client("127.0.0.1:1").close()')
}

# The wheel is built of the source distribution, as others would build it.
check "the package builds" "$python" -m build --outdir "$work/dist" "$package"
check "the wheel has types" holds rapporteur/py.typed rapporteur/v1/record_pb2.pyi rapporteur/v1/record_service_pb2_grpc.pyi
check "the wheel installs into a fresh environment" install
check "the package imports there" imports
check "the tour is typed, as mypy --strict has it" \
    "$python" -m mypy --strict --cache-dir "$work/mypy" --python-executable "$fresh" "$package/examples/tour.py"
# Types of protobuf and gRPC themselves, without which mypy takes what is theirs for anything.
check "pytest and types install" "$fresh" -m pip install -q pytest types-grpcio types-protobuf
check "so is what the tests use" "$python" -m mypy --strict --cache-dir "$work/mypy" --python-executable "$fresh" \
    "$package/examples/tour.py" "$package/tests"
check "the tests of the package pass" env RAPPORTEUR_ADDRESS="$address" "$fresh" -m pytest -q -p no:cacheprovider "$package/tests"

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
