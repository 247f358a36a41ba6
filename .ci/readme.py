"""Does what the READMEs say: builds their examples, makes the slip they show, runs their commands, looks for the files they name.

Marks in a README, each on the line above a fenced block:
  <!-- tried: NAME -->                  a handout; with a slash or ending in .toml, the file of a project that it stands for
  <!-- told: NAME + LINE -->            what the command says of the handout NAME with LINE at its end
  <!-- seen --> or <!-- seen: A | B --> a session on a terminal, in which A and B are typed when the first command asks. All sessions of a
                                        README run one after another in one folder, empty at first
  <!-- part of: FILE -->                lines of a file of those sessions
  <!-- edit: FILE: OLD => NEW -->       a change to such a file, before the next session; has no block
Needs the release command (cargo build --release) and Python 3 alone. Ends with 1 where a README says what is not so."""
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
TARGET = os.path.abspath(os.environ.get("CARGO_TARGET_DIR", os.path.join(ROOT, "target")))
COMMAND = os.path.join(TARGET, "release", "stepsheet" + (".exe" if os.name == "nt" else ""))
BLOCK = re.compile(r"<!-- (tried|told): (.+?) -->\n```\w*\n(.*?)```", re.S)
# What a reader puts in the place of these words.
MEANT = {"FILE": "my-handout.toml", "FILE.toml": "my-handout.toml", "[FILE…]": "my-handout.toml", "CODE": "unknown-key", "…": "PT"}

faults = []


def fault(where, what):
    faults.append(f"{where}: {what.strip()}")
    print(f"FAIL {faults[-1]}", flush=True)


def read(path):
    with open(os.path.join(ROOT, path), encoding="utf-8") as file:
        return file.read()


def write(folder, name, text):
    path = os.path.join(folder, *name.split("/"))
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)


def run(folder, *arguments):
    environment = {name: value for name, value in os.environ.items() if name not in ("CLICOLOR_FORCE", "NO_COLOR")}
    # Names that a `-` asks for; other commands read nothing.
    names = "Ana\n2026-11-20\nReyes\nsoon\n"
    return subprocess.run([COMMAND, *arguments], cwd=folder, env=environment, capture_output=True, encoding="utf-8", input=names)


def project(folder, files):
    """A folder with what the examples need: the clinic, pictures and library of this project, and the examples themselves."""
    for name in ("images", "library", "handouts"):
        shutil.copytree(os.path.join(ROOT, name), os.path.join(folder, name))
    for name, text in {"stepsheet.toml": read("stepsheet.toml"), **files}.items():
        write(folder, name, text)


def sheets(where, folder, arguments, may_warn=()):
    """Builds; exit 0, sheets made, no fault but those allowed. Gives the number of sheets."""
    made = run(folder, "build", *arguments)
    codes = set(re.findall(r"^(?:error|warning)\[([a-z-]+)\]", made.stderr, re.M))
    files = [os.path.join(folder, line) for line in made.stdout.splitlines()]
    if made.returncode or not files or codes - set(may_warn):
        fault(where, f"`build {' '.join(arguments)}` ended with {made.returncode}\n{made.stderr}")
    for file in files:
        with open(file, "rb") as sheet:
            if sheet.read(5) != b"%PDF-":
                fault(where, f"{file} is no PDF")
    return len(files)


def examples(readme, text):
    """Every example of a README, built in a project of its own; the slips, and what is said of them."""
    blocks = BLOCK.findall(text)
    if len(blocks) != len(re.findall(r"<!-- (?:tried|told): ", text)):
        fault(readme, "a mark without a fenced block under it")
    tried = {name: block for kind, name, block in blocks if kind == "tried"}
    handouts = {name: block for name, block in tried.items() if not name.endswith(".toml")}
    files = {name: block for name, block in tried.items() if name.endswith(".toml")}
    with tempfile.TemporaryDirectory() as folder:
        project(folder, {**{f"{name}.toml": block for name, block in handouts.items()}, **files})
        for name in handouts:
            # The smallest examples have neither summary nor stop-if, and the README says so.
            made = sheets(readme, folder, [f"{name}.toml"], may_warn=["no-summary", "no-stop-if"])
            print(f"ok   {readme}: {name}, {made} sheet")
        for name in files:
            if name.startswith("layouts/"):
                layout = os.path.splitext(os.path.basename(name))[0]
                sheets(readme, folder, ["handouts/upper-back.toml", "--layout", layout], may_warn=["left-out"])
            elif name == "stepsheet.toml":
                targets = sheets(readme, folder, [], may_warn=["left-out"])
                if targets < 2:
                    fault(readme, f"the targets of {name} make {targets} sheets")
            print(f"ok   {readme}: {name}")
    for kind, name, said in blocks:
        if kind == "told":
            example, slip = name.split(" + ", 1)
            told(readme, handouts[example] + slip + "\n", said)


def told(readme, handout, said):
    with tempfile.TemporaryDirectory() as folder:
        project(folder, {"my-handout.toml": handout})
        done = run(folder, "build", "my-handout.toml")
        # The last line counts sheets and faults.
        found = "\n".join(done.stderr.strip().split("\n")[:-1]).strip()
        if done.returncode == 0 or found != said.strip():
            fault(readme, f"the message is not what the command says, which is:\n{found}")
        else:
            print(f"ok   {readme}: the message")


def sessions(readme, text):
    """What a reader types and sees, in order. Figures of size and time may differ."""
    marks = re.compile(r"<!-- (seen|part of|edit)(?:: (.*?))? -->\n(?:```\w+\n(.*?)```)?", re.S)
    if os.name == "nt":
        print(f"skipped: {readme}: sessions need a terminal of Unix")
        return
    with tempfile.TemporaryDirectory() as folder:
        for kind, rest, block in marks.findall(text):
            if kind == "edit":
                name, change = rest.split(": ", 1)
                old, new = change.split(" => ")
                path = os.path.join(folder, name)
                before = read(path)
                if before.count(old) != 1:
                    fault(readme, f"{old!r} is not once in {name}")
                write(folder, name, before.replace(old, new))
            elif kind == "part of":
                if block not in read(os.path.join(folder, rest)):
                    fault(readme, f"these lines are not in {rest}:\n{block}")
            else:
                seen(readme, folder, [answer.strip() for answer in rest.split("|")] if rest else [], block)


def seen(readme, folder, answers, block):
    for session in re.split(r"^\$ ", block, flags=re.M)[1:]:
        line, _, said = session.partition("\n")
        found = terminal(folder, shlex.split(line)[1:], answers)
        answers = []
        even = [re.sub(r"\d+ (KB|ms)", r"N \1", words).strip() for words in (said, found)]
        if even[0] != even[1]:
            fault(readme, f"`{line}` shows\n{found}")
        else:
            print(f"ok   {readme}: {line}")


def terminal(folder, arguments, answers):
    """Runs the command on a terminal of its own, types, and gives what stands on the screen. An opener of PDFs is there, and does nothing."""
    import pty
    tools = os.path.join(folder, ".tools")
    os.makedirs(tools, exist_ok=True)
    opener = os.path.join(tools, "xdg-open")
    with open(opener, "w", encoding="utf-8") as file:
        file.write("#!/bin/sh\n")
    os.chmod(opener, 0o755)
    environment = {**os.environ, "NO_COLOR": "1", "PATH": tools + os.pathsep + os.environ["PATH"]}
    own, its = pty.openpty()
    child = subprocess.Popen([COMMAND, *arguments], cwd=folder, env=environment, stdin=its, stdout=its, stderr=its)
    os.close(its)
    screen = b""
    while True:
        # An answer is typed when a question stands at the end of the screen.
        if answers and re.search(rb"(\] |: )$", screen):
            os.write(own, (answers.pop(0) + "\n").encode())
        try:
            more = os.read(own, 4096)
        except OSError:
            break
        if not more:
            break
        screen += more
    os.close(own)
    child.wait()
    return screen.decode().replace("\r\n", "\n")


def commands(readme, text):
    """Every `stepsheet …` of the shell blocks and of inline code does its work on the README's own examples."""
    shell = [line for block in re.findall(r"```sh\n(.*?)```", text, re.S) for line in block.splitlines()]
    prose = re.sub(r"```.*?```", "", text, flags=re.S)
    inline = re.findall(r"`([^`\n]+)`", prose)
    lines = sorted({line.strip() for line in shell + inline if line.startswith("stepsheet ")})
    tried = {name: block for kind, name, block in BLOCK.findall(read("README.md") + text) if kind == "tried"}
    files = {(name if name.endswith(".toml") else f"{name}.toml"): block for name, block in tried.items()}
    with tempfile.TemporaryDirectory() as folder:
        project(folder, {**files, "my-handout.toml": tried["minimal"], "handout.toml": tried["minimal"]})
        for line in lines:
            words = [MEANT.get(word, word) for word in shlex.split(re.split(r"\s2?>", line)[0])[1:]]
            # Its questions are answered in a session.
            if words[0] == "new":
                words.append("--yes")
            # Named without what it needs: a clinician, a figure of one's own.
            if words[0] == "approve" and "--by" not in words:
                words = ["approve", "my-handout.toml", "--by", "Ana Gómez", "--credentials", "PT"]
            if words == ["figure", "my-handout.toml"]:
                words = ["figure", "--sheet"]
            done = watched(folder, words) if "--watch" in words else run(folder, *words)
            # Nothing that ships is reviewed, so a release makes less than all.
            if done.returncode != (3 if "--release" in words else 0):
                fault(readme, f"`{line}` ended with {done.returncode}\n{done.stderr}")
            else:
                print(f"ok   {readme}: {line}")
        flags(readme, inline, folder)
    return lines


def watched(folder, words):
    """A run that goes on until Ctrl-C. Nothing is opened here."""
    words = [word for word in words if word != "--open"]
    child = subprocess.Popen([COMMAND, *words], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, encoding="utf-8")
    said = ""
    for line in child.stderr:
        said += line
        if "Ctrl-C ends" in line:
            child.send_signal(signal.SIGINT)
            break
    said += child.stderr.read()
    return subprocess.CompletedProcess(words, child.wait(), "", said)


def flags(readme, inline, folder):
    known = "".join(run(folder, command, "--help").stdout for command in ("new", "build", "check", "approve", "figure", "fonts", "dump", "fmt"))
    for code in inline:
        flag = code.split()[0]
        if re.fullmatch(r"--[a-z][a-z-]*|-[a-z]", flag) and not re.search(rf"(?<![\w-]){re.escape(flag)}(?![\w-])", known):
            fault(readme, f"no command takes `{flag}`")


def complete(text):
    """The main README names every command and every layout that ships."""
    names = re.findall(r"^  ([a-z]+) ", run(ROOT, "--help").stdout.split("\nOptions:")[0], re.M)
    if not names:
        fault("README.md", "the command lists no commands")
    for name in names:
        if f"`stepsheet {name}" not in text:
            fault("README.md", f"says nothing of `stepsheet {name}`")
    with tempfile.TemporaryDirectory() as folder:
        for line in run(folder, "layouts").stdout.splitlines():
            if f"`{line.split()[0]}`" not in text:
                fault("README.md", f"says nothing of the layout {line.split()[0]}")


def slug(heading):
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def links(readme, text):
    folder = os.path.dirname(os.path.join(ROOT, readme))
    prose = re.sub(r"```.*?```", "", text, flags=re.S)
    for target in re.findall(r"\]\(([^)\s]+)\)", prose):
        if re.match(r"https?:", target):
            continue
        path, _, anchor = target.partition("#")
        file = os.path.normpath(os.path.join(folder, path)) if path else os.path.join(ROOT, readme)
        if not os.path.exists(file):
            fault(readme, f"{target} is not there")
        elif anchor:
            with open(file, encoding="utf-8") as other:
                if anchor not in [slug(line.lstrip("#")) for line in other if line.startswith("#")]:
                    fault(readme, f"{target} has no such heading")


def main():
    folders = ("layouts", "library", "locales", "starters", "images", "fonts", "tests", "benches")
    readmes = ["README.md", "REFERENCE.md"] + [f"{name}/README.md" for name in folders]
    for readme in readmes:
        text = read(readme)
        examples(readme, text)
        sessions(readme, text)
        commands(readme, text)
        links(readme, text)
    complete(read("README.md"))
    print(f"{len(readmes)} READMEs, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
