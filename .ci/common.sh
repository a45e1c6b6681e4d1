# What `.ci/run` and `.ci/long` share; to be sourced from the root of the repository.

target=${CARGO_TARGET_DIR:-target}
mkdir -p "$target/tools"
target=$(cd "$target" && pwd)
tools=$target/tools
# Lists of what was skipped and of what each step took, for a script and those that it runs.
if [ -z "${SKIPPED:-}" ]; then
    export SKIPPED=$target/skipped TIMES=$target/times
    : >"$SKIPPED"
    : >"$TIMES"
fi
# Debug information and incremental files are of no use to a check, and take most of the disk.
export CARGO_INCREMENTAL=0 CARGO_PROFILE_DEV_DEBUG=0 CARGO_PROFILE_TEST_DEBUG=0

# The same random cases each time, so that CI fails for what was changed and not by chance. `cargo test` takes others each time.
export PROPTEST_RNG_SEED=${PROPTEST_RNG_SEED:-20241005}

step() {
    printf '\n== %s\n' "$*"
    local begun=$SECONDS
    "$@" || return
    printf '%5d s  %.100s\n' $((SECONDS - begun)) "$*" >>"$TIMES"
}
fail() { printf 'FAILED: %s\n' "$*" >&2; return 1; }
skip() { printf '\n== SKIPPED: %s\n' "$*"; printf '%s\n' "$*" >>"$SKIPPED"; }
# The last words: what takes long, and what was not checked, stands where it is read.
finish() {
    printf '\n== the longest of %d steps\n' "$(wc -l <"$TIMES")"
    sort -rn "$TIMES" | head -n 12
    printf '\n== passed in %d min %d s; skipped: %d\n' $((SECONDS / 60)) $((SECONDS % 60)) "$(wc -l <"$SKIPPED")"
    sed 's/^/   SKIPPED: /' "$SKIPPED"
}

has_nightly() { rustup toolchain list 2>/dev/null | grep -q ^nightly; }

# Installs a program of cargo in one version, once, unless it is there. Unoptimised, which compiles sooner and is quick enough.
cargo_tool() { # NAME VERSION
    if grep -qx "$1 v$2:" <<<"$(cargo install --list)"; then return; fi
    local root=$tools/$1-$2
    if [ ! -x "$root/bin/$1" ]; then
        printf '\n== cargo install %s@%s\n' "$1" "$2"
        CARGO_TARGET_DIR=$tools/build cargo install --quiet --locked --debug --root "$root" "$1@$2" || return 1
        rm -rf "$tools/build"
    fi
    PATH=$root/bin:$PATH
}

# The same for a program that its authors publish as a wheel, which needs no compiling.
wheel_tool() { # NAME VERSION
    local root=$tools/$1-$2
    if [ ! -x "$root/bin/$1" ]; then
        python3 -m venv "$root" && "$root/bin/python" -m pip install --quiet --only-binary :all: "$1==$2" || {
            rm -rf "$root"
            return 1
        }
    fi
    PATH=$PATH:$root/bin
}
