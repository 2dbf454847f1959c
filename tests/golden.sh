#!/bin/sh
# Golden cases: tests/cases/NAME/ holds an input and what bindery must say of it.
#
#   cmd            the arguments of bindery, one line; the case's folder is the current one, $OUT an empty
#                  folder of its own, $SHARED the shared folder beside the checkout
#   want.stdout    standard output; absent: not compared
#   want.stderr    standard error
#   want.status    exit status; absent: 0
#   needs          optional: a path that must exist, else the case is skipped and says so
#
# usage: golden.sh BINDERY [--accept] [NAME...]    BINDERY is an absolute path
set -u
bindery=$1; shift
accept=no
[ "${1-}" = --accept ] && { accept=yes; shift; }
cases=$(cd "$(dirname "$0")/cases" && pwd)
scratch=$(mktemp -d) || exit 3
trap 'rm -rf "$scratch"' EXIT
SHARED=${SHARED:-$(cd "$cases/../../.." && pwd)/shared}
passed=0 failed=0 skipped=0

compare() { # compare WANT GOT: true when they are the same
    [ "$accept" = yes ] && { cmp -s "$1" "$2" || { cp "$2" "$1"; echo "renewed $1"; }; return 0; }
    diff -u "$1" "$2"
}

run_case() {
    dir=$cases/$1
    if [ -f "$dir/needs" ] && [ ! -e "$(eval "echo $(cat "$dir/needs")")" ]; then
        skipped=$((skipped + 1)); echo "skipped $1: $(cat "$dir/needs") is not here"; return
    fi
    OUT=$scratch/out; rm -rf "$OUT"; mkdir "$OUT"
    (cd "$dir" && eval "\"$bindery\" $(cat cmd)" >"$scratch/stdout" 2>"$scratch/stderr"; echo $? >"$scratch/status")
    for stream in stdout stderr; do sed -i "s|$OUT|\$OUT|g; s|$SHARED|\$SHARED|g" "$scratch/$stream"; done
    ok=yes
    if [ -f "$dir/want.stdout" ] || [ ! -f "$dir/want.stderr" ]; then compare "$dir/want.stdout" "$scratch/stdout" || ok=no; fi
    compare "$dir/want.stderr" "$scratch/stderr" || ok=no
    [ -f "$dir/want.status" ] || echo 0 >"$scratch/want.status"
    if [ "$accept" = yes ]; then
        [ "$(cat "$scratch/status")" = 0 ] && rm -f "$dir/want.status" || cp "$scratch/status" "$dir/want.status"
    else
        want=$(cat "$dir/want.status" 2>/dev/null || echo 0)
        [ "$want" = "$(cat "$scratch/status")" ] || { echo "status $(cat "$scratch/status"), not $want"; ok=no; }
    fi
    if [ $ok = yes ]; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAILED $1"; fi
}

[ $# -gt 0 ] || set -- $(cd "$cases" && ls)
for name in "$@"; do run_case "$name"; done
echo "golden: $passed passed, $failed failed, $skipped skipped"
[ $failed = 0 ]
