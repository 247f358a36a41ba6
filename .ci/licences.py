"""Gathers the licences of all crates that the command is built from, on any system, into licences/crates.z: names, versions, SPDX
expressions, and the texts that they ask to pass on, each once. Run it when Cargo.lock has changed; a test tells.

Of licences to choose from, MIT is chosen where it is among them: its text is short, and asks for itself alone."""
import json
import os
import re
import subprocess
import tomllib
import zlib

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
TARGET = os.path.join(ROOT, "licences", "crates.z")
FILES = ("LICEN", "COPYING", "NOTICE", "UNLICENSE", "COPYRIGHT")
# How a text is known.
MARKS = {
    "MIT": "Permission is hereby granted, free of charge",
    "Apache-2.0": "Apache License",
    "Zlib": "This software is provided 'as-is'",
    "Unlicense": "This is free and unencumbered software",
    "LGPL": "GNU LESSER GENERAL PUBLIC",
    "CC0-1.0": "CC0 1.0 Universal",
}
MIT = """MIT License

Copyright (c) {who}

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE."""
BSD = """Copyright (c) {who}

Redistribution and use in source and binary forms, with or without
modification, are permitted provided that the following conditions are met:

1. Redistributions of source code must retain the above copyright notice, this
   list of conditions and the following disclaimer.

2. Redistributions in binary form must reproduce the above copyright notice,
   this list of conditions and the following disclaimer in the documentation
   and/or other materials provided with the distribution.

3. Neither the name of the copyright holder nor the names of its contributors
   may be used to endorse or promote products derived from this software
   without specific prior written permission.

THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS"
AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE
IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE
FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL
DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR
SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER
CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY,
OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE
OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE."""


def crates():
    """(name, version) of all that the command needs: from its own dependencies, as Cargo.lock follows them."""
    with open(os.path.join(ROOT, "Cargo.toml"), "rb") as file:
        own = tomllib.load(file)["dependencies"]
    with open(os.path.join(ROOT, "Cargo.lock"), "rb") as file:
        lock = tomllib.load(file)["package"]
    by_name = {}
    for package in lock:
        by_name.setdefault(package["name"], []).append(package)
    root = by_name["stepsheet"][0]
    todo = [need for need in root["dependencies"] if need.split()[0] in own]
    seen = set()
    while todo:
        name, *version = todo.pop().split()
        package = next(one for one in by_name[name] if not version or one["version"] == version[0])
        if (name, package["version"]) not in seen:
            seen.add((name, package["version"]))
            todo += package.get("dependencies", [])
    return sorted(seen)


def texts(folder, expression, authors):
    names = sorted(name for name in os.listdir(folder) if name.upper().startswith(FILES))
    found = []
    for name in names:
        path = os.path.join(folder, name)
        if os.path.isfile(path):
            with open(path, encoding="utf-8", errors="replace") as file:
                text = "\n".join(line.rstrip() for line in file.read().replace("\f", "").strip().splitlines())
            found.append((next((kind for kind, mark in MARKS.items() if mark in text), None), text))
    parts = [[word for word in re.split(r"[()/\s]+|OR", part) if word] for part in expression.split(" AND ")]
    chosen = ["MIT" if "MIT" in part else next((word for word in part if any(kind == word for kind, _ in found)), None) for part in parts]
    offered = {word for part in parts if len(part) > 1 for word in part}
    kept = [text for kind, text in found if kind in chosen or (kind not in offered and kind != "LGPL" and (kind, len(parts)) != (None, 1))]
    kept = kept or [text for _, text in found]
    who = ", ".join(re.sub(r"\s*<[^>]*>", "", author) for author in authors) or "the authors"
    return kept or [(MIT if "MIT" in expression else BSD).format(who=who)]


def main():
    told = subprocess.run(["cargo", "metadata", "--locked", "--format-version", "1"], cwd=ROOT, check=True, capture_output=True, text=True)
    packages = {(package["name"], package["version"]): package for package in json.loads(told.stdout)["packages"]}
    all_texts, all_crates = [], []
    for key in crates():
        package = packages[key]
        own = []
        for text in texts(os.path.dirname(package["manifest_path"]), package["license"], package["authors"]):
            if text not in all_texts:
                all_texts.append(text)
            own.append(all_texts.index(text))
        all_crates.append({"name": key[0], "version": key[1], "licence": package["license"].replace("/", " OR "), "texts": own})
    plain = json.dumps({"crates": all_crates, "texts": all_texts}, ensure_ascii=False, separators=(",", ":")).encode()
    os.makedirs(os.path.dirname(TARGET), exist_ok=True)
    with open(TARGET, "wb") as file:
        file.write(zlib.compress(plain, 9))
    print(f"{len(all_crates)} crates, {len(all_texts)} texts, {len(plain)} bytes, {os.path.getsize(TARGET)} compressed")


if __name__ == "__main__":
    main()
