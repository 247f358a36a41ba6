#!/usr/bin/env bash
# Makes the README's pictures anew, from pages of the shipped handouts. Needs the release command (cargo build --release),
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
# The parts to fill in by hand, as the README orders them.
project=$folder/project
mkdir -p "$project/layouts"
cp -r stepsheet.toml handouts library images "$project"
python3 - README.md >"$project/layouts/with-notes.toml" <<'PYTHON'
import re, sys
print(re.search(r"<!-- tried: layouts/with-notes.toml -->\n```toml\n(.*?)```", open(sys.argv[1], encoding="utf-8").read(), re.S).group(1))
PYTHON
(cd "$project" && "$command" build handouts/upper-back.toml --layout with-notes --paper letter --quiet -o "$folder/by-hand.pdf")
pdftoppm -r 80 -f 3 -l 3 -singlefile "$folder/by-hand.pdf" "$folder/by-hand"
python3 .ci/palette.py "$folder/by-hand.ppm" images/readme/by-hand.png
# All poses that have a name.
"$command" figure --sheet --format pdf --height 42mm --quiet -o "$folder"
pdftoppm -r 96 -singlefile "$folder/figures.pdf" "$folder/figures"
python3 .ci/palette.py "$folder/figures.ppm" images/readme/figures.png
ls -l images/readme
