#!/usr/bin/env python3
"""Draws the lessons' pictures: python3 draw.py [--into FOLDER] [--check] [NAME …]

Figures stand in people.py, things.py and places.py, built with pen.py; each scenes_*.py composes them and says with
@picture(name, ground) what it draws. Run without a name it writes every picture into the folder above; the same
source always makes the same bytes. --check writes nothing and fails when a committed file differs, is over 40 KiB or
is not well-formed; pictures older than this tool have no scene and are only held to the last two.
"""
import argparse
import importlib
import sys
import xml.etree.ElementTree as tree
from pathlib import Path

HERE = Path(__file__).resolve().parent
BYTES_MAX = 40 * 1024
sys.path.insert(0, str(HERE))
sys.dont_write_bytecode = True

import pen  # noqa: E402 (after the path is known)


def load_scenes():
    for file in sorted(HERE.glob("scenes_*.py")):
        importlib.import_module(file.stem)


def complaints(folder):
    """What is wrong with the committed files, one sentence each."""
    for name in sorted(pen.PICTURES):
        file = folder / f"{name}.svg"
        if not file.exists():
            yield f"{file.name} is missing: run draw.py"
        elif file.read_text(encoding="utf-8") != pen.compose(name):
            yield f"{file.name} is not what draw.py makes: run draw.py"
    for file in sorted(folder.glob("*.svg")):
        if file.stat().st_size >= BYTES_MAX:
            yield f"{file.name} has {file.stat().st_size} bytes, {BYTES_MAX} are too many"
        try:
            root = tree.parse(file).getroot()
        except tree.ParseError as error:
            yield f"{file.name} is not well-formed: {error}"
            continue
        for element in root.iter():
            kind = element.tag.rpartition("}")[2]
            if kind not in ("svg", "g", "path", "rect", "circle", "ellipse", "line", "polygon", "polyline"):
                yield f"{file.name} has <{kind}>, which the kiosk does not draw"


def main():
    parser = argparse.ArgumentParser(description="Draws the lessons' pictures.")
    parser.add_argument("--into", type=Path, default=HERE.parent)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("names", nargs="*")
    asked = parser.parse_args()
    load_scenes()
    if asked.check:
        found = list(complaints(asked.into))
        print("\n".join(found) or f"{len(pen.PICTURES)} pictures are as drawn")
        return 1 if found else 0
    unknown = [name for name in asked.names if name not in pen.PICTURES]
    if unknown:
        print(f"no scene draws {', '.join(unknown)}", file=sys.stderr)
        return 1
    for name in asked.names or sorted(pen.PICTURES):
        (asked.into / f"{name}.svg").write_text(pen.compose(name), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
