"""Bar charts as inline SVG, with a title and the same in words for who cannot see them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

ROW, BAR, LABELS, BARS, NUMBERS = 19, 12, 170, 330, 150


@dataclass(frozen=True)
class Bar:
    """One bar: its label, how long it is (0 to 1; None: there is nothing to show), and the text at its end.

    `mark`: where a line stands that this bar is compared with, such as the last audit's rate.
    """

    label: str
    length: float | None
    text: str
    mark: float | None = None


def bar_chart(name: str, title: str, bars: Sequence[Bar]) -> Markup:
    """The chart as an SVG element; `name` is unique on the page and makes the ids of its title and words."""
    width, height = LABELS + BARS + NUMBERS, ROW * len(bars) + 4
    words = "; ".join(f"{bar.label}: {bar.text}" for bar in bars)
    head = Markup(
        '<svg class="chart" role="img" viewBox="0 0 {} {}" aria-labelledby="{n}-title {n}-words">'
        '<title id="{n}-title">{}</title><desc id="{n}-words">{}.</desc>'
    ).format(width, height, title, words, n=name)
    return head + Markup("").join(_bars(bars)) + Markup("</svg>")


def _bars(bars: Sequence[Bar]) -> Iterator[Markup]:
    for number, bar in enumerate(bars):
        top = ROW * number + 2
        middle = top + BAR - 2
        yield _text(LABELS - 8, middle, "label", bar.label)
        end: float = LABELS
        if bar.length is not None:
            end += round(BARS * bar.length, 1)
            yield Markup('<rect class="bar" x="{}" y="{}" width="{}" height="{}"/>').format(
                LABELS, top, round(end - LABELS, 1), BAR
            )
        if bar.mark is not None:
            at = LABELS + round(BARS * bar.mark, 1)
            # White around it, so that it stands out from the bar too.
            for kind in ("halo", "mark"):
                yield _upright(kind, at, top - 2, top + BAR + 2)
            end = max(end, at)
        yield _text(end + 6, middle, "number", bar.text)


def _upright(kind: str, x: float, top: int, bottom: int) -> Markup:
    return Markup('<line class="{0}" x1="{1}" x2="{1}" y1="{2}" y2="{3}"/>').format(kind, x, top, bottom)


def _text(x: float, y: float, kind: str, text: str) -> Markup:
    return Markup('<text class="{}" x="{}" y="{}">{}</text>').format(kind, x, y, escape(text))
