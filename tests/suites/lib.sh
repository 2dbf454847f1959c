# What the suites share. Source it: . tests/suites/lib.sh
SCRATCH=$(mktemp -d) || exit 3
trap 'rm -rf "$SCRATCH"' EXIT
unset SOURCE_DATE_EPOCH

# check NAME COMMAND...: ok when the command succeeds.
check() {
    check_name=$1; shift
    if "$@"; then echo "ok $check_name"; else echo "FAILED $check_name"; fi
}
# status WANT COMMAND...: true when the command ends with that exit status; what it says is kept in $SCRATCH/said.
status() {
    status_want=$1; shift
    "$@" >"$SCRATCH/said" 2>&1; status_got=$?
    [ "$status_got" = "$status_want" ] || { echo "exit status $status_got, not $status_want: $*"; cat "$SCRATCH/said"; return 1; }
}
# says TEXT: true when the last status command said it.
says() { grep -qF -- "$1" "$SCRATCH/said" || { echo "did not say: $1"; cat "$SCRATCH/said"; return 1; }; }
skip() { echo "skipped $1: $2"; }
