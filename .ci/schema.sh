#!/usr/bin/env bash
# The schemas as editors use them: taplo takes every file that ships, each beginning with `#:schema`, and refuses files with a fault.
# $TAPLO names the command; without it one is installed with pip into a folder of its own; where that cannot be, this is skipped.
set -euo pipefail
cd "$(dirname "$0")/.."
target=${CARGO_TARGET_DIR:-target}
command=$(cd "$target/release" && pwd)/stepsheet
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

taplo=${TAPLO:-$(command -v taplo || true)}
if [ -z "$taplo" ]; then
  python3 -m venv "$folder/tools" >"$folder/log" 2>&1 && "$folder/tools/bin/pip" install -q taplo==0.9.3 >>"$folder/log" 2>&1 || {
    echo "skipped: taplo is not here and cannot be installed"
    exit 0
  }
  taplo=$folder/tools/bin/taplo
fi

faults=0
# lint KIND: a file of that kind, with its `#:schema`, from standard input
lint() {
  mkdir -p "$folder/$1"
  "$command" schema "$1" >"$folder/$1/$1.schema.json"
  { echo "#:schema ./$1.schema.json"; cat; } >"$folder/$1/file.toml"
  (cd "$folder/$1" && "$taplo" lint file.toml >said 2>&1)
}
good() {
  if lint "$1" <"$2"; then echo "ok   $2"; else echo "FAIL $2 is refused:"; cat "$folder/$1/said"; faults=$((faults + 1)); fi
}
bad() {
  if printf '%b' "$2" | lint "$1"; then echo "FAIL taken as a $1: $2"; faults=$((faults + 1)); else echo "ok   refused as a $1: $2"; fi
}

for file in handouts/*.toml tests/suite/languages/*/*.toml; do good handout "$file"; done
for file in layouts/*.toml; do good layout "$file"; done
for file in library/*.toml; do good library "$file"; done
for file in locales/*.toml; do good locale "$file"; done
for file in locales/words/*.toml; do good words "$file"; done
good clinic stepsheet.toml

bad handout 'titel = "A"\n'
bad handout 'title = "A"\n[[exercise]]\nname = "B"\nsteps = ["C"]\nrep = 10\n'
bad handout 'title = "A"\n[[exercise]]\nname = "B"\nsteps = 3\n'
bad handout 'title = "A"\ndays-a-week = 9\n[[exercise]]\nname = "B"\nsteps = ["C"]\n'
bad handout 'title = "A"\n[[exercise]]\nname = "B"\nsteps = ["C"]\nside = "middle"\n'
bad handout 'title = "A"\nissued = "tomorrow"\n[[exercise]]\nname = "B"\nsteps = ["C"]\n'
bad layout 'order = ["title", "chapter"]\n'
bad layout '[page]\nmargin = "3 mm"\n'
bad layout '[styles]\nbody = { size = 14 }\n'
bad clinic '[clinic]\nphones = "555"\n'
bad clinic '[[target]]\nhandouts = 3\n'
bad library '[exercise.bridge]\nname = "Bridge"\nrep = 3\n'
bad library '[exercises.bridge]\nname = "Bridge"\n'
bad locale 'in-short = 3\n'
bad picture 'license = "CC0-1.0"\n'
[ $faults = 0 ]
