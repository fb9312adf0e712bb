"""The plots of the report as SVG: text stays text, colours follow the page.

Matplotlib draws in stand-in colours, which become CSS variables of the page; every
count is a link to its patients. Same input, same bytes.
"""

import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from pipeline.analysis.spine import VERTEBRAE
from pipeline.series import Row

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Members = Mapping[str, Sequence[Row]]
#: Gives the address of a count's patients.
Link = Callable[[Sequence[Row], str], str]

#: Stand-in colours and the CSS variables they become.
_INK, _LINE, _FEMALE, _MALE, _BAR = (
    "#010203",
    "#010204",
    "#010205",
    "#010206",
    "#010207",
)
_VARIABLES = {
    _INK: "var(--ink)",
    _LINE: "var(--line)",
    _FEMALE: "var(--female)",
    _MALE: "var(--male)",
    _BAR: "var(--bar)",
}
_ID = re.compile(r'\bid="([^"]+)"')
_METADATA = re.compile(r"\s*<metadata>.*?</metadata>", re.DOTALL)
_USE = re.compile(r'(?:url\(#|href="#)([\w.-]+)')


@dataclass(frozen=True, slots=True)
class Drawing:
    """A plot: its name, caption, description for those who cannot see it, SVG."""

    name: str
    caption: str
    alt: str
    svg: str


def draw_spine(places: Members, link: Link) -> Drawing:
    """Return the spine from C0 to S5 with the patients at each level."""
    with _figure(5.4, 9.6) as figure:
        axes: Axes = figure.add_axes((0.12, 0.03, 0.86, 0.94))
        most = max((len(rows) for rows in places.values()), default=1)
        for place, name in enumerate(VERTEBRAE):
            axes.text(-0.30 * most, place, name, ha="right", va="center", fontsize=8)
            axes.barh(place, 0.2 * most, 0.62, -0.26 * most, color=_LINE)
        for name, rows in places.items():
            at, height = _position(name)
            _bar(axes, at, height, rows, link(rows, f"Level {name}"))
        axes.set_xlim(-0.42 * most, 1.12 * most)
        axes.set_ylim(len(VERTEBRAE) - 0.3, -0.7)
        axes.set_axis_off()
    told = ", ".join(f"{name} {len(rows)}" for name, rows in places.items()) or "none"
    caption = "Patients per level; thick bars are vertebrae, thin ones discs."
    return Drawing(
        "spine", caption, f"Patients per level: {told}.", _svg(figure, "spine")
    )


def _position(place: str) -> tuple[float, float]:
    first, _, last = place.partition("-")
    at = VERTEBRAE.index(first)
    return (at + 0.5, 0.26) if last else (at, 0.5)


def _bar(
    axes: "Axes", at: float, height: float, rows: Sequence[Row], address: str
) -> None:
    bars = axes.barh(at, len(rows), height, color=_BAR)
    for bar in bars:
        bar.set_url(address)
    label = axes.text(len(rows), at, f" {len(rows)}", va="center", fontsize=8)
    label.set_url(address)


def draw_ages(ages: Mapping[str, Members], link: Link) -> Drawing:
    """Return a pyramid: decades of age, women to the left, men to the right.

    `ages` maps "female" and "male" to the patients of each decade, like "40-49".
    """
    decades = list(ages["female"])
    with _figure(6.4, 0.32 * len(decades) + 1.0) as figure:
        axes: Axes = figure.add_subplot()
        for sex, sign, colour in (("female", -1, _FEMALE), ("male", 1, _MALE)):
            for at, decade in enumerate(decades):
                rows = ages[sex][decade]
                address = link(rows, f"{sex.capitalize()}, {decade} years")
                for bar in axes.barh(at, sign * len(rows), 0.78, color=colour):
                    bar.set_url(address)
                _count(axes, sign * len(rows), at, rows, address)
        _plain_axes(axes, decades, ages)
    told = "; ".join(
        f"{sex}: " + ", ".join(f"{d} years {len(r)}" for d, r in ages[sex].items() if r)
        for sex in ages
    )
    caption = "Age by sex, in decades: women to the left, men to the right."
    return Drawing("ages", caption, f"Age by sex. {told}.", _svg(figure, "ages"))


def _count(axes: "Axes", x: float, y: float, rows: Sequence[Row], address: str) -> None:
    if rows:
        side = "right" if x < 0 else "left"
        label = axes.text(x, y, f" {len(rows)} ", ha=side, va="center", fontsize=8)
        label.set_url(address)


def _plain_axes(
    axes: "Axes", decades: Sequence[str], ages: Mapping[str, Members]
) -> None:
    most = max((len(r) for sex in ages.values() for r in sex.values()), default=0) or 1
    axes.set_xlim(-1.15 * most, 1.15 * most)
    axes.set_xticks([])
    axes.set_yticks(range(len(decades)), decades)
    axes.axvline(0, color=_LINE, linewidth=0.8)
    axes.set_ylabel("Age, years")
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0)


def draw_years(years: Mapping[int, Sequence[Row]], link: Link) -> Drawing:
    """Return the patients per year of publication."""
    with _figure(6.4, 2.4) as figure:
        axes: Axes = figure.add_subplot()
        for year, rows in years.items():
            address = link(rows, f"Published {year}")
            for bar in axes.bar(year, len(rows), 0.8, color=_BAR):
                bar.set_url(address)
        axes.set_ylabel("Patients")
        axes.locator_params(integer=True)
        axes.spines[["top", "right"]].set_visible(False)
    told = ", ".join(f"{year} {len(rows)}" for year, rows in years.items()) or "none"
    caption = "Patients by year of publication."
    return Drawing(
        "years", caption, f"Patients by year: {told}.", _svg(figure, "years")
    )


@contextmanager
def _figure(width: float, height: float) -> Iterator["Figure"]:
    """Give an empty figure, in inches, in the colours of the page."""
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    style: Any = {
        "svg.fonttype": "none",
        "svg.hashsalt": "caseseries",
        "font.family": "sans-serif",
        "font.size": 9,
        "text.color": _INK,
        "axes.labelcolor": _INK,
        "axes.edgecolor": _LINE,
        "xtick.color": _INK,
        "ytick.color": _INK,
        "axes.facecolor": "none",
        "figure.facecolor": "none",
        "savefig.bbox": "tight",
    }
    with rc_context(style):
        yield Figure(figsize=(width, height))


def _svg(figure: "Figure", name: str) -> str:
    """Return the drawing as an element of a page, ids made unlike those of others."""
    from matplotlib import rc_context

    file = io.StringIO()
    with rc_context({"svg.fonttype": "none", "svg.hashsalt": name}):
        figure.savefig(file, format="svg", metadata={"Date": None}, transparent=True)
    text = file.getvalue()
    text = _METADATA.sub("", text[text.index("<svg") :])
    text = text.replace(' target="_blank"', "")  # the links stay on the page
    for stand_in, variable in _VARIABLES.items():
        text = text.replace(stand_in, variable)
    ids = set(_ID.findall(text))
    text = _ID.sub(lambda m: f'id="{name}-{m[1]}"', text)
    return _USE.sub(lambda m: _renamed(m, ids, name), text)


def _renamed(match: re.Match[str], ids: set[str], name: str) -> str:
    if match[1] not in ids:
        return match[0]
    return match[0].replace(f"#{match[1]}", f"#{name}-{match[1]}")


def titled(drawing: Drawing) -> str:
    """Return the SVG with its description for screen readers inside."""
    head, _, rest = drawing.svg.partition(">")
    label = f'{head} role="img" aria-labelledby="{drawing.name}-alt">'
    return f'{label}<title id="{drawing.name}-alt">{escape(drawing.alt)}</title>{rest}'
