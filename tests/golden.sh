#!/bin/sh
# Golden cases: tests/cases/NAME/ holds an input and what bindery must say of it.
#
#   cmd            the arguments of bindery, one line; the case's folder is the current one, $OUT an empty
#                  folder of its own, $SHARED the shared folder beside the checkout
#   then           optional: a shell line run afterwards, its output is added to standard output
#   want.stdout    standard output
#   want.stderr    standard error
#   want.status    exit status; absent: 0
#   needs          optional: a path that must exist, else the case is skipped
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
failed=0
unset SOURCE_DATE_EPOCH

compare() { # compare WANT GOT: true when they are the same
    [ "$accept" = yes ] && { cmp -s "$1" "$2" || { cp "$2" "$1"; echo "renewed $1"; }; return 0; }
    diff -u "$1" "$2"
}

run_case() {
    dir=$cases/$1
    if [ -f "$dir/needs" ] && [ ! -e "$(eval "echo $(cat "$dir/needs")")" ]; then
        echo "skipped $1: $(cat "$dir/needs") is not here"; return
    fi
    OUT=$scratch/out; rm -rf "$OUT"; mkdir "$OUT"
    (
        cd "$dir" || exit 3
        eval "\"$bindery\" $(cat cmd)" >"$scratch/stdout" 2>"$scratch/stderr"
        echo $? >"$scratch/status"
        [ ! -f then ] || eval "$(cat then)" >>"$scratch/stdout" 2>&1
    )
    sed -i "s|$OUT|\$OUT|g; s|$SHARED|\$SHARED|g" "$scratch/stdout" "$scratch/stderr"
    same=yes
    compare "$dir/want.stdout" "$scratch/stdout" || same=no
    compare "$dir/want.stderr" "$scratch/stderr" || same=no
    if [ "$accept" = yes ]; then
        if [ "$(cat "$scratch/status")" = 0 ]; then rm -f "$dir/want.status"; else cp "$scratch/status" "$dir/want.status"; fi
    else
        want=$(cat "$dir/want.status" 2>/dev/null || echo 0)
        [ "$want" = "$(cat "$scratch/status")" ] || { echo "status $(cat "$scratch/status"), not $want"; same=no; }
    fi
    if [ $same = yes ]; then echo "ok $1"; else echo "FAILED $1"; failed=$((failed + 1)); fi
}

[ $# -gt 0 ] || set -- $(cd "$cases" && ls)
for name in "$@"; do run_case "$name"; done
[ $failed = 0 ]
