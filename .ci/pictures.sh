#!/usr/bin/env bash
# Makes the README's pictures anew, from the first pages of the shipped sheets. Needs the release command (cargo build --release),
# pdftoppm (Poppler) and Python 3. Run it when the look of the sheets changes, look at the pictures, and commit them.
set -euo pipefail
cd "$(dirname "$0")/.."
command=$(cd "${CARGO_TARGET_DIR:-target}/release" && pwd)/stepsheet
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir -p images/readme
for layout in handout large-print exercise-cards; do
  "$command" build handouts/upper-back.toml --layout "$layout" --paper letter --quiet -o "$folder/$layout.pdf"
  pdftoppm -r 80 -f 1 -l 1 -singlefile "$folder/$layout.pdf" "$folder/$layout"
  python3 .ci/palette.py "$folder/$layout.ppm" "images/readme/$layout.png"
done
# What a first handout looks like.
(cd "$folder" && "$command" new first.toml --title "Pull your shoulders back" --language en --kind patient --quiet)
"$command" build "$folder/first.toml" --quiet -o "$folder/new.pdf"
pdftoppm -r 60 -f 1 -l 1 -singlefile "$folder/new.pdf" "$folder/new"
python3 .ci/palette.py "$folder/new.ppm" images/readme/new.png
ls -l images/readme
