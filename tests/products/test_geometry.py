"""Projection, shapes, great circles, labels: checked against published and recomputed values."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.domain.place import Place
from muster.products.geography import Geography, Move, ServedPlace, great_circle, miles_between
from muster.products.label import Label, place_labels
from muster.products.map import CONTINENT, REGIONS, bundled, region_of
from muster.products.projection import Albers, Box, fit
from muster.products.shapes.atlas import POSTAL, atlas


def test_albers_gives_snyders_worked_example() -> None:
    # USGS Professional Paper 1395, appendix A: sphere of radius 1, 35° N 75° W.
    x, y = Albers(-96, 23, 29.5, 45.5).forward(-75, 35)
    assert (round(x, 7), round(y, 7)) == (0.2952720, 0.2416774)


@given(st.floats(-125, -66), st.floats(24, 50))
def test_the_inverse_undoes_the_projection(lon: float, lat: float) -> None:
    albers = Albers.over(CONTINENT.view)
    back = albers.inverse(*albers.forward(lon, lat))
    assert back == pytest.approx((lon, lat), abs=1e-9)


@given(st.floats(-125, -70), st.floats(25, 45), st.floats(0.1, 40), st.floats(0.1, 8))
def test_a_frame_holds_its_box(west: float, south: float, wide: float, tall: float) -> None:
    box = Box(west, south, west + wide, south + tall)
    frame = fit(box, width=1000)
    for lon, lat in ((west, south), (west + wide, south), (west, south + tall), (west + wide, south + tall)):
        assert frame.inside(*frame.point(lon, lat), margin=-1e-6)


def test_every_state_and_county_is_there_and_closed() -> None:
    shapes = atlas()
    assert len(shapes.states) == 56 and len(shapes.counties) == 3231
    assert {shape.fips for shape in shapes.states} == set(POSTAL)
    for shape in shapes.states:
        for ring in shapes.rings(shape):
            # One ring of the source (Illinois) misses its start by one step of the grid, 0.0009 degrees.
            assert math.dist(ring[0], ring[-1]) < 0.001 and len(ring) >= 3, shape.name


@pytest.mark.parametrize(
    ("fips", "lon", "lat"),
    [
        ("48", -106.38, 31.85),  # Fort Bliss
        ("37", -82.55, 35.6),  # Asheville
        ("72", -66.12, 18.41),  # San Juan
        ("66", 144.79, 13.47),  # Guam
        ("02", -149.9, 61.2),  # Anchorage
        ("06", -117.0, 32.6),  # Chula Vista
    ],
)
def test_known_places_lie_in_their_states(fips: str, lon: float, lat: float) -> None:
    shapes = atlas()

    def holds(number: str) -> bool:
        shape = next(shape for shape in shapes.states if shape.fips == number)
        odd = False
        for ring in shapes.rings(shape):
            for (x1, y1), (x2, y2) in zip(ring, ring[1:], strict=False):  # noqa: RUF007
                if (y1 > lat) != (y2 > lat) and lon < x1 + (lat - y1) * (x2 - x1) / (y2 - y1):
                    odd = not odd
        return odd

    assert [number for number in POSTAL if holds(number)] == [fips]


def test_regions_hold_their_states() -> None:
    names = {
        (-66.1, 18.4): "Puerto Rico, Virgin Islands",
        (144.8, 13.5): "Guam, Northern Marianas",
        (-157.9, 21.3): "Hawaii",
        (-149.9, 61.2): "Alaska",
        (173.2, 52.8): "Alaska",
        (-170.7, -14.3): "American Samoa",
        (-106.4, 31.8): "Continental United States",
    }
    for point, name in names.items():
        region = region_of(*point)
        assert region is not None and region.name == name
    assert region_of(7.6, 49.4) is None
    assert len(REGIONS) == 5


def test_haversine_against_the_spherical_law_of_cosines() -> None:
    a = Place(place="a", kind="other", lat=47.08, lon=-122.58)
    b = Place(place="b", kind="other", lat=31.85, lon=-106.38)
    p, q = math.radians(a.lat), math.radians(b.lat)
    cosine = math.sin(p) * math.sin(q) + math.cos(p) * math.cos(q) * math.cos(math.radians(b.lon - a.lon))
    assert miles_between(a, b) == pytest.approx(3958.7613 * math.acos(cosine), rel=1e-9)


@given(st.floats(-179, 179), st.floats(-70, 70), st.floats(-179, 179), st.floats(-70, 70))
def test_great_circles_run_on_without_a_jump(lon1: float, lat1: float, lon2: float, lat2: float) -> None:
    points = great_circle((lon1, lat1), (lon2, lat2), 32)
    assert points[0] == pytest.approx((lon1, lat1), abs=1e-6)
    assert math.isclose((points[-1][0] - lon2 + 180) % 360, 180, abs_tol=1e-6)
    assert all(abs(b[0] - a[0]) <= 180 for a, b in zip(points, points[1:], strict=False))  # noqa: RUF007


def test_labels_keep_clear_of_one_another() -> None:
    labels = [Label(str(i), 200 + 30 * (i % 4), 200 + 25 * (i // 4), 6, 70, 26) for i in range(12)]
    placed = place_labels(labels, [], (0, 0, 600, 500))
    assert len(placed) == 12
    for index, one in enumerate(placed):
        for other in placed[index + 1 :]:
            a, b = one.rect, other.rect
            assert min(a[2], b[2]) <= max(a[0], b[0]) or min(a[3], b[3]) <= max(a[1], b[1])


def test_bundled_moves_lose_nobody() -> None:
    served = tuple(
        ServedPlace(
            place=f"P{i}",
            name=f"P{i}",
            state=None,
            lat=30.0,
            lon=-110.0 + i,
            lines=(),
            headcount=99 - i,
            asked=1,
            filled=1,
        )
        for i in range(12)
    )
    moves = tuple(
        Move(home=f"H{i % 6}", place=f"P{i % 12}", headcount=10 + i, tours=1, miles=100.0) for i in range(60)
    )
    geography = Geography(served=served, homes=(), moves=moves, states=())
    drawn = bundled(geography)
    assert len(drawn) < len(moves)
    assert sum(move.headcount for move in drawn) == sum(move.headcount for move in moves)
    few = Geography(served=served, homes=(), moves=moves[:5], states=())
    assert bundled(few) == moves[:5]
