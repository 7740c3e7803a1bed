# Sourced by the entry points: enters the checkout, finds Python, keeps .venv as required.

cd "$(dirname "${BASH_SOURCE[0]}")/.."
readonly root="$PWD"
readonly venv="$root/.venv"

say() { printf '%s\n' "$*" >&2; }

fail() {
    say "$(basename "$0"): $*"
    exit 1
}

# A child in the background, so that Ctrl-C or SIGTERM ends it too instead of waiting for it.
attended() {
    "$@" &
    local child=$! code=0
    trap 'kill "$child" 2>/dev/null; wait "$child" 2>/dev/null; exit 143' INT TERM HUP
    wait "$child" || code=$?
    trap - INT TERM HUP
    return "$code"
}

# Prints the first Python >= 3.11 that passes a further test (a line of Python).
find_python() {
    local candidate
    for candidate in "${PYTHON:-python3}" python3 python3.11 python3.12 python3.13 python3.14; do
        if "$candidate" -c "import sys; assert sys.version_info >= (3, 11); import venv; $1" \
            >/dev/null 2>&1; then
            command -v "$candidate"
            return
        fi
    done
    return 1
}

# A virtual environment knows its own path; a copied checkout needs a new one.
make_venv() {
    local python
    if "$venv/bin/python" -c '' 2>/dev/null && [ "$(cat "$venv/checkout" 2>/dev/null)" = "$root" ]; then
        return
    fi
    if [ -L "$venv" ]; then # --clear would empty the environment of another checkout
        fail ".venv is a link to $(readlink "$venv"), which belongs to another checkout; remove the link and start again."
    fi
    say "Making the virtual environment .venv ..."
    if python=$(find_python 'import ensurepip'); then
        attended "$python" -m venv --clear "$venv"
    elif python=$(find_python 'import pip'); then
        # Debian's own Python lacks ensurepip, but an older pip can fill an empty environment.
        attended "$python" -m venv --clear --without-pip "$venv"
        attended "$python" -m pip --python "$venv/bin/python" install -qq pip
    elif python=$(find_python 'pass'); then
        fail "$python cannot make virtual environments; install them (Debian, Ubuntu: apt-get install python3-venv) and start again."
    else
        fail "Python 3.11 or newer is needed and was not found; PYTHON=/path/to/python names one."
    fi
    printf '%s\n' "$root" >"$venv/checkout"
}

# prepare local|dev: everything in requirements/NAME.txt is installed, nothing is fetched twice.
prepare() {
    local required="$root/requirements/$1.txt"
    [ -w "$root" ] || fail "$root cannot be written by $(id -un); start as the user it belongs to."
    if [ -e "$venv" ] && [ ! -w "$venv" ]; then
        fail ".venv belongs to another user who started LAPOR here before; start as that user, or remove .venv and var."
    fi
    if command -v flock >/dev/null; then # two first starts at once take turns
        exec 9>"$root/.venv.lock"
        flock 9
    fi
    make_venv 9>&-
    if ! cmp -s "$required" "$venv/installed-$1.txt" &&
        ! { [ "$1" = local ] && cmp -s "$root/requirements/dev.txt" "$venv/installed-dev.txt"; }; then
        say "Installing what requirements/$1.txt names ..."
        attended "$venv/bin/python" -m pip install -qq --disable-pip-version-check --no-input \
            --require-hashes --requirement "$required" 9>&- ||
            fail "the requirements could not be installed; see above, then start again."
        cp "$required" "$venv/installed-$1.txt"
    fi
    exec 9>&- || true
    export PATH="$venv/bin:$PATH" PYTHONUNBUFFERED=1
    unset PYTHONDONTWRITEBYTECODE # what is compiled once need not be compiled by every process
}
