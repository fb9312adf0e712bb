"""Optional libraries: what to install when one is missing."""

from collections.abc import Iterator
from contextlib import contextmanager

from pipeline.errors import MissingExtraError


@contextmanager
def needs_extra(extra: str) -> Iterator[None]:
    """Turn a missing library into MissingExtraError that names the extra."""
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("pipeline"):
            raise
        raise MissingExtraError(
            f"{error.name} is not installed; run: pip install 'caseseries[{extra}]'"
        ) from error
