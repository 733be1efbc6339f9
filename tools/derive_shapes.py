"""
Derive ``muster/products/shapes/us.json`` from the npm package us-atlas (ISC licence).

us-atlas is the Census Bureau's cartographic boundary file of 2017 as TopoJSON, unprojected, with the
District of Columbia and the five inhabited territories. Run once, by hand, when the shapes change::

    npm pack us-atlas@3.0.1 && tar xf us-atlas-3.0.1.tgz
    python tools/derive_shapes.py package/counties-10m.json package/LICENSE muster/products/shapes

What is written: the arcs that counties and states share, each as text (see ``encode``), on the grid of
the source; for each state and county its number (FIPS), its name and its polygons as rings of arcs. Arc
``~i`` is arc ``i`` backwards, as in TopoJSON. Nothing is added, moved or simplified.
"""

import json
import sys
from pathlib import Path

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def encode(arc: list[list[int]]) -> str:
    """Write an arc's steps as zigzag numbers in chunks of 5 bits, lowest first; bit 6 says "more"."""
    out = []
    for point in arc:
        for number in point[:2]:
            zigzag = number << 1 if number >= 0 else (-number << 1) - 1
            while zigzag >= 32:
                out.append(ALPHABET[32 | zigzag & 31])
                zigzag >>= 5
            out.append(ALPHABET[zigzag])
    return "".join(out)


def polygons(geometry: dict) -> list[list[list[int]]]:
    """Give the geometry's polygons, each a list of rings of arc numbers."""
    if geometry["type"] == "Polygon":
        return [geometry["arcs"]]
    return geometry["arcs"] if geometry["type"] == "MultiPolygon" else []


def main(source: Path, licence: Path, folder: Path) -> None:
    """Write ``us.json`` and the licence text beside it."""
    topology = json.loads(source.read_text(encoding="utf-8"))
    shapes = {
        kind: [
            [shape["id"], shape["properties"]["name"], polygons(shape)]
            for shape in sorted(topology["objects"][kind]["geometries"], key=lambda shape: shape["id"])
        ]
        for kind in ("states", "counties")
    }
    derived = {
        "source": "us-atlas 3.0.1, counties-10m.json (Census Bureau cartographic boundaries, 2017)",
        "licence": "ISC, see LICENSE.us-atlas",
        "scale": topology["transform"]["scale"],
        "translate": topology["transform"]["translate"],
        "arcs": [encode(arc) for arc in topology["arcs"]],
        **shapes,
    }
    text = json.dumps(derived, separators=(",", ":"), ensure_ascii=True)
    (folder / "us.json").write_text(text + "\n", encoding="ascii")
    (folder / "LICENSE.us-atlas").write_text(licence.read_text(encoding="utf-8"), encoding="utf-8")


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:4]))
