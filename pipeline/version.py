"""The version of this program."""

from importlib.metadata import PackageNotFoundError, version


def installed_version() -> str:
    """Return the installed version, or "0+source" when run from a bare checkout."""
    try:
        return version("caseseries")
    except PackageNotFoundError:
        return "0+source"
