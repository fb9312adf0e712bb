"""The version of this program, and a digest of the code that reads articles."""

import hashlib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

#: What decides, beside the pack, which facts a text gives.
_READING = ("rules/*.py", "extract.py", "nlp.py", "aggregate.py")


def installed_version() -> str:
    """Return the installed version, or "0+source" when run from a bare checkout."""
    try:
        return version("caseseries")
    except PackageNotFoundError:
        return "0+source"


def rules_digest() -> str:
    """Return the sha256 of the code of the rules, the same on every machine."""
    here, total = Path(__file__).parent, hashlib.sha256()
    for path in sorted(file for part in _READING for file in here.glob(part)):
        total.update(path.relative_to(here).as_posix().encode())
        # A checkout may have other ends of lines; they decide nothing.
        code = path.read_bytes().replace(b"\r\n", b"\n")
        total.update(hashlib.sha256(code).digest())
    return total.hexdigest()
