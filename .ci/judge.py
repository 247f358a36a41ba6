"""Makes a covering set of sheets and puts every one before the outside judges ($PDFCHECK): shipped handouts and the languages' test
handouts, in every layout, on Letter and A4. Ends with 1 where a judge finds anything."""
import glob
import os
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
CHECK = os.path.abspath(os.path.expanduser(os.environ["PDFCHECK"]))
TARGET = os.environ.get("CARGO_TARGET_DIR", os.path.join(ROOT, "target"))
COMMAND = os.path.join(TARGET, "release", "stepsheet" + (".exe" if os.name == "nt" else ""))
OUT = os.path.join(ROOT, "out", "judged")
# What each layout promises: the smallest letters, and the contrast of its text.
PROMISES = {
    "handout": ["--min-pt", "9.9", "--min-contrast", "4.5", "--margin-mm", "5"],
    "large-print": ["--min-pt", "11.9", "--min-contrast", "7", "--margin-mm", "5"],
    "exercise-cards": ["--min-pt", "9.9", "--min-contrast", "4.5", "--margin-mm", "4"],
    "wall-chart": ["--min-pt", "21.2", "--min-contrast", "7", "--margin-mm", "7"],
}
# The papers that each layout is judged on, where they are not those of an office.
PAPERS = {"wall-chart": ("24x36in", "a2")}
# What the judges call a paper that they know by its millimetres alone.
SIZES = {"24x36in": "609.6x914.4", "a2": "420x594"}
LANGUAGES = sorted(glob.glob(os.path.join(ROOT, "tests", "suite", "languages", "*", "*.toml")))
SHIPPED = sorted(glob.glob(os.path.join(ROOT, "handouts", "*.toml")))


def covering_set():
    """(handout, layout, paper): shipped handouts in all, each language in every layout on one paper."""
    for layout in PROMISES:
        for paper in PAPERS.get(layout, ("letter", "a4")):
            for handout in SHIPPED:
                yield handout, layout, paper
    for at, handout in enumerate(LANGUAGES):
        for layout in PROMISES:
            yield handout, layout, PAPERS.get(layout, ("a4", "letter"))[at % 2]
    # Whatever else has a handout of its own among the tests is judged too.
    for handout in sorted(glob.glob(os.path.join(ROOT, "tests", "suite", "pdf", "*", "handout.toml"))):
        own = sorted(glob.glob(os.path.join(os.path.dirname(handout), "layouts", "*.toml")))
        for layout in [os.path.splitext(os.path.basename(file))[0] for file in own] or PROMISES:
            # Its photo has 500 x 400 pixels: enough for a sheet, too few for a poster.
            if layout == "wall-chart" and handout.endswith(os.path.join("everything", "handout.toml")):
                continue
            yield handout, layout, PAPERS.get(layout, ("letter",))[0]


def judge(one):
    number, (handout, layout, paper) = one
    folder = os.path.join(OUT, f"{number:03}")
    name = f"{os.path.relpath(handout, ROOT)} · {layout} · {paper}"
    made = subprocess.run([COMMAND, "build", handout, "--layout", layout, "--paper", paper, "--out-dir", folder], cwd=ROOT, capture_output=True, text=True)
    sheets = glob.glob(os.path.join(folder, "*.pdf"))
    if made.returncode or len(sheets) != 1:
        return name, False, made.stdout + made.stderr
    codes = []
    if layout not in ("exercise-cards", "wall-chart"):  # these have no room for films, which the report says
        with open(handout, encoding="utf-8") as file:
            codes = [word for address in re.findall(r'^video = "([^"]+)"', file.read(), re.M) for word in ("--expect-qr", address)]
    done = subprocess.run([CHECK, "-q", "--page-size", SIZES.get(paper, paper), *PROMISES.get(layout, PROMISES["handout"]), *codes, *sheets], capture_output=True, text=True)
    return name, done.returncode == 0, done.stdout + done.stderr


def main():
    shutil.rmtree(OUT, ignore_errors=True)
    sheets = list(covering_set())
    assert len(sheets) <= 150, "the covering set must stay within 150 sheets"
    bad = 0
    with ThreadPoolExecutor(os.cpu_count() or 2) as pool:
        for name, good, said in pool.map(judge, enumerate(sheets)):
            print(("ok   " if good else "FAIL ") + name, flush=True)
            if not good:
                bad += 1
                print("     " + said.replace("\n", "\n     "), flush=True)
    print(f"{len(sheets)} sheets, {bad} with findings")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
