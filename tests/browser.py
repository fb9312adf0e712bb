"""A real Chromium for tests: Debian's, driven by Playwright, nothing downloaded."""

import shutil
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

#: Keep Chromium from asking hosts of its own.
QUIET = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-sync "
    "--disable-background-networking --disable-component-update"
).split()
WIDE = {"width": 1280, "height": 900}
#: How long a page may take on a busy machine before a test fails.
PATIENCE_MS = 30_000


class Browser:
    """Opens pages; remembers what each asked of the network and what went wrong."""

    def __init__(self, chromium: Any) -> None:
        self._chromium = chromium
        self._requests: dict[Any, list[str]] = defaultdict(list)
        self._faults: dict[Any, list[str]] = defaultdict(list)

    def open(self, target: Path | str, **options: Any) -> Any:
        """Return a page that shows a file or an address."""
        page = self._chromium.new_page(**{"viewport": WIDE, **options})
        page.set_default_timeout(PATIENCE_MS)
        address = target.as_uri() if isinstance(target, Path) else target
        requests, faults = self._requests[page], self._faults[page]
        page.on("request", lambda request: requests.append(request.url))
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        page.on("console", lambda told: faults.append(told.text))
        page.goto(address)
        return page

    def requests(self, page: Any) -> list[str]:
        """Return the addresses a page asked for after its own."""
        return self._requests[page][1:]

    def faults(self, page: Any) -> list[str]:
        """Return the errors of a page and what it told the console."""
        return self._faults[page]


def wait_for_count(page: Any, selector: str, count: int) -> None:
    """Wait until a page, which may still be loading, holds so many elements."""
    from playwright.sync_api import expect

    expect(page.locator(selector)).to_have_count(count, timeout=PATIENCE_MS)


def wait_for_text(page: Any, selector: str, text: str) -> None:
    """Wait until an element of a page reads so."""
    from playwright.sync_api import expect

    expect(page.locator(selector)).to_have_text(text, timeout=PATIENCE_MS)


@contextmanager
def launched() -> Iterator[Browser]:
    """Give the browser, or skip where it is not installed."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.skip("needs Chromium (Debian: apt-get install chromium)")
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=path, args=QUIET)
        yield Browser(chromium)
        chromium.close()
