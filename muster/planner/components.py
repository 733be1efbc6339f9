"""Components: what has nothing to do with each other can be planned apart, and bounds and plans add up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

__all__ = ("components",)


def components(size: int, links: Iterable[Sequence[int]]) -> list[list[int]]:
    """
    The parts of ``0 … size − 1`` that no link joins, each in order, by their least element.

    Parameters
    ----------
    links
        Elements that belong together.
    """
    parent = list(range(size))

    def root(element: int) -> int:
        while parent[element] != element:
            parent[element] = parent[parent[element]]
            element = parent[element]
        return element

    for link in links:
        for element in link[1:]:
            first, second = sorted((root(link[0]), root(element)))
            parent[second] = first
    parts: dict[int, list[int]] = {}
    for element in range(size):
        parts.setdefault(root(element), []).append(element)
    return list(parts.values())
