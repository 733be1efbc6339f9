"""Contrast of the report's colours, light and dark, against WCAG 2.2 (1.4.3: 4.5, 1.4.11: 3)."""

import re

import pytest

from muster.products.html.style import STYLE


def colours(scheme: str) -> dict[str, str]:
    light, dark = (
        dict(re.findall(r"--([a-z0-9]+):(#[0-9a-f]{3,6})\b", block))
        for block in (
            STYLE.split("@media (prefers-color-scheme:dark)")[0],
            STYLE.split("@media (prefers-color-scheme:dark)")[1].split("*{box-sizing")[0],
        )
    )
    return light if scheme == "light" else light | dark


def luminance(colour: str) -> float:
    text = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(text[index : index + 2], 16) / 255 for index in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("front", "back", "least"),
    [
        ("ink", "paper", 7),
        ("ink", "soft", 7),
        ("muted", "paper", 4.5),
        ("muted", "land", 4.5),
        ("muted", "sea", 4.5),
        ("accent", "paper", 4.5),
        ("bad", "badbg", 4.5),
        ("warn", "warnbg", 4.5),
        ("good", "goodbg", 4.5),
        ("unsure", "unsurebg", 4.5),
        ("bad", "paper", 4.5),
        ("onbar", "t10", 4.5),
        ("onbar", "t32", 4.5),
        ("onbar", "sad", 4.5),
        ("onbar", "uscg", 4.5),
        ("fill", "open", 3),
        ("rim", "land", 3),
        ("move", "land", 3),
    ],
)
def test_text_and_marks_can_be_told_from_their_ground(
    scheme: str, front: str, back: str, least: float
) -> None:
    found = colours(scheme)
    assert contrast(found[front], found[back]) >= least, contrast(found[front], found[back])


def test_black_on_white_is_21() -> None:
    assert contrast("#000", "#ffffff") == pytest.approx(21)
