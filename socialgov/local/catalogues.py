"""Compiling the message catalogues, without gettext's own tools."""

import sys
from pathlib import Path

import polib


def compile_all(source: Path, target: Path) -> int:
    """Compile every `*/<language>/LC_MESSAGES/*.po` below `source` to its place below `target`; how many were new."""
    new = 0
    for catalogue in sorted(source.glob("*/*/LC_MESSAGES/*.po")):
        compiled = target / catalogue.relative_to(source).with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime >= catalogue.stat().st_mtime:
            continue
        compiled.parent.mkdir(parents=True, exist_ok=True)
        beside = compiled.with_suffix(".new")
        polib.pofile(str(catalogue)).save_as_mofile(str(beside))
        beside.replace(compiled)
        new += 1
    return new


if __name__ == "__main__":  # python -m socialgov.local.catalogues SOURCE TARGET
    compile_all(Path(sys.argv[1]), Path(sys.argv[2]))
