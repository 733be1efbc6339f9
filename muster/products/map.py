"""
Maps: where units come from and how they move, and where they serve and how far the need is filled.

Both are drawn on Albers' equal-area conic projection, north up, from the shapes of :mod:`.shapes`. What
lies outside the continent (Alaska, Hawaii, Puerto Rico and the Virgin Islands, Guam and the Marianas,
American Samoa) gets its own small frame when something of the case lies there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import atan2, cos, hypot, pi, sin, sqrt

from muster.products.figures import count, percent, plural
from muster.products.geography import Geography, Home, Move, ServedPlace, great_circle
from muster.products.label import Label, Rect, place_labels
from muster.products.projection import Box, Frame, fit
from muster.products.shapes.atlas import POSTAL, Atlas, Shape, atlas
from muster.products.svg import Markup, clip, element, join, path, text_width

__all__ = (
    "MOST_MOVES",
    "MOST_SINGLE_MOVES",
    "NEAR_MILES",
    "bundled",
    "Region",
    "moves_map",
    "region_of",
    "service_maps",
)

WIDTH = 1080.0
#: Beyond so many, only the largest moves are drawn; the table beside the map has them all.
MOST_MOVES = 120
#: Beyond so many, moves from one home to places near one another are drawn as one.
MOST_SINGLE_MOVES = 40
NEAR_MILES = 200.0
_MOST_HOME_LABELS = 40
_MOST_PLACE_LABELS = 60


@dataclass(frozen=True, slots=True)
class Region:
    """A part of the country that is drawn in one frame, by its box in degrees."""

    name: str
    box: Box
    view: Box
    states: tuple[str, ...]


CONTINENT = Region(
    "Continental United States", Box(-128, 23.5, -64.5, 50.5), Box(-124.8, 24.4, -66.9, 49.4), ()
)
REGIONS = (
    Region("Alaska", Box(-190, 50.5, -128, 72.5), Box(-187.6, 51.2, -130, 71.4), ("02",)),
    Region("Hawaii", Box(-161.5, 18, -154, 23.5), Box(-160.4, 18.8, -154.7, 22.4), ("15",)),
    Region(
        "Puerto Rico, Virgin Islands", Box(-68.5, 17, -64, 19.5), Box(-67.4, 17.6, -64.5, 18.6), ("72", "78")
    ),
    Region("Guam, Northern Marianas", Box(143.5, 12.5, 147, 21), Box(144.4, 13.1, 146.2, 15.4), ("66", "69")),
    Region("American Samoa", Box(-172, -15.5, -167.5, -10.5), Box(-171.0, -14.5, -169.3, -14.0), ("60",)),
)


def region_of(lon: float, lat: float) -> Region | None:
    """The region that a point lies in, ``None`` where it is abroad."""
    if lat > 50 and lon > 100:
        lon -= 360
    for region in REGIONS:
        if region.box.holds(lon, lat):
            return region
    return CONTINENT if CONTINENT.box.holds(lon, lat) else None


def _lon_in(region: Region | None, lon: float) -> float:
    return lon - 360 if region is REGIONS[0] and lon > 100 else lon


# --- land -------------------------------------------------------------------------------------------------


def _outline(shapes: Atlas, shape: Shape, frame: Frame, view: Box, finest: float) -> str:
    """Path data of a shape, without the points that would fall within ``finest`` pixels of the last."""
    parts = []
    for ring in shapes.rings(shape):
        lons = [lon for lon, _ in ring]
        lats = [lat for _, lat in ring]
        if not view.meets(Box(min(lons), min(lats), max(lons), max(lats))):
            continue
        drawn: list[tuple[float, float]] = []
        for x, y in frame.line(ring):
            if not drawn or abs(x - drawn[-1][0]) + abs(y - drawn[-1][1]) >= finest:
                drawn.append((x, y))
        if len(drawn) >= 3:
            parts.append(path(drawn, closed=True))
    return "".join(parts)


def _land(frame: Frame, *, counties: bool, wanted: Sequence[str] = ()) -> list[Markup]:
    """States (all that show, or the wanted ones by FIPS) and, where asked, their counties."""
    shapes = atlas()
    view = frame.view().grown(0.3, 0.3)
    states = [
        (shape, _outline(shapes, shape, frame, view, 0.9))
        for shape in shapes.states
        if (not wanted or shape.fips in wanted) and view.meets(shapes.box(shape))
    ]
    fills = [element("path", class_="land", d=d) for _, d in states if d]
    drawn = list(fills)
    if counties:
        lines = "".join(
            _outline(shapes, shape, frame, view, 0.9)
            for shape in shapes.counties
            if (not wanted or shape.fips[:2] in wanted) and view.meets(shapes.box(shape))
        )
        drawn.append(element("path", class_="county", d=lines))
        drawn.extend(element("path", class_="state", d=d) for _, d in states if d)
    return drawn


def _state_names(frame: Frame, blocked: list[Rect]) -> list[Markup]:
    """Postal codes of the states, faint, at the middle of what is seen of each."""
    shapes = atlas()
    view = frame.view()
    names = []
    for shape in shapes.states:
        if not view.meets(shapes.box(shape)):
            continue
        ring = max(shapes.rings(shape), key=len)
        seen = [(x, y) for x, y in frame.line(ring) if frame.inside(x, y)]
        inner = _inner_point(frame.line(ring), frame)
        if inner is None or len(seen) < 3:
            continue
        x, y = inner
        rect = (x - 12, y - 8, x + 12, y + 8)
        if any(not (rect[2] < b[0] or rect[0] > b[2] or rect[3] < b[1] or rect[1] > b[3]) for b in blocked):
            continue
        names.append(
            element("text", POSTAL[shape.fips], class_="statename", x=x, y=y + 4, text_anchor="middle")
        )
    return names


def _inner_point(ring: list[tuple[float, float]], frame: Frame) -> tuple[float, float] | None:
    """A point well inside the part of a ring that the frame shows: the widest chord of seven rows."""
    low = max(min(y for _, y in ring), frame.y)
    high = min(max(y for _, y in ring), frame.y + frame.height)
    best: tuple[float, float, float] | None = None
    for part in range(1, 8):
        y = low + (high - low) * part / 8
        crossings = []
        for (x1, y1), (x2, y2) in pairwise(ring):
            if (y1 > y) != (y2 > y):
                crossings.append(x1 + (y - y1) * (x2 - x1) / (y2 - y1))
        crossings.sort()
        for left, right in zip(crossings[::2], crossings[1::2], strict=False):
            left, right = max(left, frame.x), min(right, frame.x + frame.width)
            middle = 1 - abs(part - 4) / 12
            if right - left > 26 and (best is None or (right - left) * middle > best[0]):
                best = ((right - left) * middle, (left + right) / 2, y)
    return (best[1], best[2]) if best is not None else None


# --- frames -----------------------------------------------------------------------------------------------


def _extent(points: Iterable[tuple[float, float]], *, least: float) -> Box:
    """The box around points with a margin, at least ``least`` degrees of latitude high and wide."""
    listed = list(points)
    west, east = min(lon for lon, _ in listed), max(lon for lon, _ in listed)
    south, north = min(lat for _, lat in listed), max(lat for _, lat in listed)
    wide, tall = max(east - west, least), max(north - south, least * 0.7)
    middle_lon, middle_lat = (west + east) / 2, (south + north) / 2
    box = Box(middle_lon - wide / 2, middle_lat - tall / 2, middle_lon + wide / 2, middle_lat + tall / 2)
    return box.grown(wide * 0.09 + 0.1, tall * 0.13 + 0.1)


def _framed(frame: Frame, name: str, *drawn: object) -> Markup:
    """What is drawn, cut at the frame's edge."""
    return element(
        "svg",
        element("rect", class_="sea", x=frame.x, y=frame.y, width=frame.width, height=frame.height),
        *drawn,
        x=frame.x,
        y=frame.y,
        width=frame.width,
        height=frame.height,
        viewBox=f"{frame.x:.1f} {frame.y:.1f} {frame.width:.1f} {frame.height:.1f}",
        aria_label=name,
        overflow="hidden",
    )


def _radius(headcount: int, most: int) -> float:
    """Radius of a circle whose area is as the headcount."""
    return 5.0 + 15.0 * sqrt(headcount / most) if most > 0 else 5.0


def _ring(x: float, y: float, radius: float, share: float | None, title: str) -> Markup:
    """A circle filled like a pie up to the share that is filled; the rest is open."""
    parts: list[object] = [element("title", title), element("circle", class_="need", cx=x, cy=y, r=radius)]
    if share is not None and share > 0:
        if share >= 0.9999:
            parts.append(element("circle", class_="filled", cx=x, cy=y, r=radius))
        else:
            angle = 2 * pi * share
            large = 1 if share > 0.5 else 0
            ex, ey = x + radius * sin(angle), y - radius * cos(angle)
            d = f"M{x:.1f} {y:.1f}V{y - radius:.1f}A{radius:.1f} {radius:.1f} 0 {large} 1 {ex:.1f} {ey:.1f}Z"
            parts.append(element("path", class_="filled", d=d))
    parts.append(element("circle", class_="rim", cx=x, cy=y, r=radius))
    return element("g", *parts)


def _home_mark(x: float, y: float, title: str, size: float = 4.0) -> Markup:
    return element(
        "rect",
        element("title", title),
        class_="home",
        x=x - size,
        y=y - size,
        width=2 * size,
        height=2 * size,
    )


def _arrow(points: list[tuple[float, float]], width: float, title: str) -> Markup:
    """A curve with a head that grows with its width."""
    (x1, y1), (x2, y2) = points[-2], points[-1]
    angle = atan2(y2 - y1, x2 - x1)
    length, half = 5 + 1.7 * width, 2.4 + 0.85 * width
    back = (x2 - length * cos(angle), y2 - length * sin(angle))
    left = (back[0] - half * sin(angle), back[1] + half * cos(angle))
    right = (back[0] + half * sin(angle), back[1] - half * cos(angle))
    reach = hypot(points[0][0] - x2, points[0][1] - y2)
    shaft = [point for point in points if hypot(point[0] - x2, point[1] - y2) > length]
    if reach > length:
        shaft.append(back)
    parts: list[object] = [element("title", title)]
    if len(shaft) >= 2:
        parts.append(element("path", class_="move", d=path(shaft), stroke_width=width))
    parts.append(element("path", class_="head", d=path([(x2, y2), left, right], closed=True)))
    return element("g", *parts)


def _text(
    placed_left: float, top: float, lines: Sequence[tuple[str, str]], anchor_right: bool, width: float
) -> Markup:
    x = placed_left + width if anchor_right else placed_left
    anchor = "end" if anchor_right else "start"
    return join(
        element("text", words, class_=f"label {kind}", x=x, y=top + 11.5 + 13.5 * index, text_anchor=anchor)
        for index, (words, kind) in enumerate(lines)
    )


def _labels(
    items: Sequence[tuple[Label, Sequence[tuple[str, str]]]],
    taken: Sequence[Rect],
    frame: Frame,
    soft: Sequence[Rect] = (),
) -> tuple[Markup, list[Rect]]:
    """Draw labels beside their points; where one stands away from its point, a thin line leads to it."""
    words = {label.key: lines for label, lines in items}
    edge = (frame.x + 3, frame.y + 3, frame.x + frame.width - 3, frame.y + frame.height - 3)
    drawn: list[Markup] = []
    rects: list[Rect] = []
    for spot in place_labels([label for label, _ in items], taken, edge, soft=soft):
        label = spot.label
        rects.append(spot.rect)
        right = spot.left + label.width / 2 < label.x
        if spot.leader:
            x = min(max(label.x, spot.left), spot.left + label.width)
            y = min(max(label.y, spot.top + 2), spot.top + label.height - 2)
            away = hypot(x - label.x, y - label.y)
            sx = label.x + (x - label.x) * label.clear / away
            sy = label.y + (y - label.y) * label.clear / away
            drawn.append(element("line", class_="leader", x1=sx, y1=sy, x2=x, y2=y))
        drawn.append(_text(spot.left, spot.top, words[label.key], right, label.width))
    return join(drawn), rects


def _around(x: float, y: float, radius: float) -> Rect:
    return x - radius, y - radius, x + radius, y + radius


# --- where they come from ---------------------------------------------------------------------------------


def moves_map(geography: Geography) -> Markup | None:
    """Homes, moves and places served, on the whole country; ``None`` where the plan moves nobody."""
    if not geography.moves:
        return None
    points = {home.place: (home.lon, home.lat) for home in geography.homes}
    ends = {place.place: (place.lon, place.lat) for place in geography.served}
    used = [points[move.home] for move in geography.moves] + [ends[move.place] for move in geography.moves]
    regions = {id(region): region for region in (region_of(*point) for point in used) if region is not None}
    main = fit(_continental(used), width=WIDTH)
    insets = [region for region in REGIONS if id(region) in regions]
    frames: dict[int, Frame] = {id(CONTINENT): main}
    x, height = 0.0, 118.0
    for region in insets:
        frame = fit(region.view.grown(0.2, 0.15), x=x, y=main.height + 6, width=200, height=height)
        frames[id(region)] = frame
        x += 206
    total = main.height + (height + 6 if insets else 0)

    def spot(lon: float, lat: float) -> tuple[float, float]:
        region = region_of(lon, lat)
        if region is not None:
            return frames[id(region)].point(_lon_in(region, lon), lat)
        px, py = main.point(lon, lat)
        return min(max(px, 8.0), main.width - 8), min(max(py, 8.0), main.height - 8)

    drawn: list[object] = [_framed(main, CONTINENT.name, *_land(main, counties=False))]
    for region in insets:
        frame = frames[id(region)]
        drawn.append(_framed(frame, region.name, *_land(frame, counties=False, wanted=region.states)))
        drawn.append(
            element("rect", class_="inset", x=frame.x, y=frame.y, width=frame.width, height=frame.height)
        )
        drawn.append(element("text", region.name, class_="note", x=frame.x + 6, y=frame.y + frame.height - 6))
    shown = bundled(geography)[:MOST_MOVES]
    most = max(move.headcount for move in shown)
    names = {home.place: home.name for home in geography.homes} | {p.place: p.name for p in geography.served}
    for move in reversed(shown):
        drawn.append(_move(move, points[move.home], ends[move.place], spot, most, names))
    taken: list[Rect] = []
    marks: list[object] = []
    for place in geography.served:
        px, py = spot(place.lon, place.lat)
        marks.append(element("circle", element("title", place.name), class_="served", cx=px, cy=py, r=3.2))
        taken.append(_around(px, py, 4))
    for home in geography.homes:
        px, py = spot(home.lon, home.lat)
        marks.append(_home_mark(px, py, f"{home.name}: {plural(home.headcount, 'person', 'people')} leave"))
        taken.append(_around(px, py, 5))
    drawn.extend(marks)
    for key, frame in frames.items():
        mine = [home for home in geography.homes if _frame_key(home, frames) == key]
        items = [_home_label(home, spot(home.lon, home.lat)) for home in mine[:_MOST_HOME_LABELS]]
        labels, _ = _labels(items, taken, frame)
        drawn.append(labels)
    words = (
        f"Map of {plural(len(geography.homes), 'home station')} and {plural(len(shown), 'move')} to "
        f"{plural(len(geography.served), 'place')}; the table below has the same."
    )
    return element(
        "svg",
        element("title", "Where units come from"),
        element("desc", words),
        *drawn,
        class_="map",
        viewBox=f"0 0 {WIDTH:.0f} {total:.0f}",
        role="img",
        aria_label=f"Where units come from. {words}",
    )


def bundled(geography: Geography) -> tuple[Move, ...]:
    """
    The moves to draw: all of them, or, where they are many, those to places near one another as one.

    A place joins the largest place within :data:`NEAR_MILES`; headcounts and tours are added, so that
    nobody is lost. ``miles`` are then those to the place that gives its name.
    """
    if len(geography.moves) <= MOST_SINGLE_MOVES:
        return geography.moves
    heads: list[ServedPlace] = []
    head_of: dict[str, str] = {}
    for place in geography.served:
        head = next((other for other in heads if _miles(place, other) <= NEAR_MILES), None)
        if head is None:
            heads.append(place)
            head = place
        head_of[place.place] = head.place
    bundles: dict[tuple[str, str], list[Move]] = {}
    for move in geography.moves:
        bundles.setdefault((move.home, head_of[move.place]), []).append(move)
    drawn = [
        Move(
            home=home,
            place=head,
            headcount=sum(move.headcount for move in moves),
            tours=sum(move.tours for move in moves),
            miles=next((move.miles for move in moves if move.place == head), moves[0].miles),
        )
        for (home, head), moves in bundles.items()
    ]
    return tuple(sorted(drawn, key=lambda move: (-move.headcount, move.home, move.place)))


def _miles(a: ServedPlace, b: ServedPlace) -> float:
    """Miles between two places, to the precision of a drawing."""
    wide = (a.lon - b.lon) * cos((a.lat + b.lat) * pi / 360)
    return 69.0 * hypot(wide, a.lat - b.lat)


def _continental(points: Sequence[tuple[float, float]]) -> Box:
    """What the main frame shows: the continent, or only the part that is used if that is much smaller."""
    whole = CONTINENT.view.grown(0.6, 0.6)
    inside = [point for point in points if region_of(*point) is CONTINENT]
    if len(inside) < len(points) or not inside:
        return whole
    box = _extent(inside, least=7.0)
    return box if box.east - box.west < 0.7 * (whole.east - whole.west) else whole


def _short_name(name: str) -> str:
    """A name without what it adds in brackets, such as a former name."""
    return name.split(" (")[0].strip() or name


def _frame_key(home: Home, frames: dict[int, Frame]) -> int:
    region = region_of(home.lon, home.lat)
    return id(region) if region is not None and id(region) in frames else id(CONTINENT)


def _home_label(home: Home, at: tuple[float, float]) -> tuple[Label, list[tuple[str, str]]]:
    name = clip(_short_name(home.name), 34)
    lines = [(name, "name"), (f"{count(home.headcount)} people", "small")]
    width = max(text_width(name, 12), text_width(lines[1][0], 11))
    return Label(f"home {home.place}", at[0], at[1], 6, width, 27, required=False), lines


def _move(
    move: Move,
    start: tuple[float, float],
    end: tuple[float, float],
    spot: object,
    most: int,
    names: dict[str, str],
) -> Markup:
    assert callable(spot)
    same = region_of(*start) is region_of(*end) and region_of(*start) is not None
    if same:
        points = [spot(lon, lat) for lon, lat in great_circle(start, end, 24)]
    else:  # into another frame: a bow between the two points
        (x1, y1), (x2, y2) = spot(*start), spot(*end)
        bow = 0.18 * (x2 - x1)
        points = [
            (x1 + (x2 - x1) * t, y1 + (y2 - y1) * t - 4 * t * (1 - t) * abs(bow))
            for t in (i / 24 for i in range(25))
        ]
    people = plural(move.headcount, "person", "people")
    title = f"{names[move.home]} to {names[move.place]}: {people}, {count(move.miles)} road miles"
    if hypot(points[0][0] - points[-1][0], points[0][1] - points[-1][1]) < 10:
        return element("g", element("title", title))
    return _arrow(points, 0.7 + 4.3 * sqrt(move.headcount / most), title)


# --- where they serve -------------------------------------------------------------------------------------


def service_maps(geography: Geography) -> tuple[tuple[str, Markup], ...]:
    """
    Maps of each region that has request lines: ``(its name, the drawing)``.

    Where many places crowd together, a close-up of them comes first.
    """
    groups: dict[str, list[ServedPlace]] = {}
    for place in geography.served:
        region = region_of(place.lon, place.lat)
        groups.setdefault(region.name if region is not None else "Abroad", []).append(place)
    drawn = []
    most = max((place.headcount for place in geography.served), default=0)
    for name, places in sorted(groups.items(), key=lambda item: -sum(place.headcount for place in item[1])):
        near = _crowd(places)
        if near:
            drawn.append(
                (
                    f"{name}, close up" if len(groups) > 1 else "close up",
                    _service_map(name, near, geography, most),
                )
            )
        named = {place.place for place in places} - {place.place for place in near}
        title = name if len(groups) > 1 else "all of it" if near else ""
        drawn.append((title, _service_map(name, places, geography, most, named=named)))
    return tuple(drawn)


def _crowd(places: Sequence[ServedPlace]) -> list[ServedPlace]:
    """Places so close together on the map of all of them that they need one of their own; empty if none."""
    if len(places) < 6:
        return []
    wide = max(max(p.lon for p in places) - min(p.lon for p in places), 1e-6)
    tall = max(max(p.lat for p in places) - min(p.lat for p in places), 1e-6)
    reach = max(wide, 1.6 * tall) * 0.19
    best: list[ServedPlace] = []
    for middle in places:
        near = [
            place
            for place in places
            if abs(place.lon - middle.lon) <= reach and abs(place.lat - middle.lat) <= reach * 0.7
        ]
        if len(near) > len(best):
            best = near
    return best if len(best) >= 6 and 2 * len(best) >= len(places) and len(best) < len(places) else []


def _service_map(
    name: str,
    places: list[ServedPlace],
    geography: Geography,
    most: int,
    *,
    named: set[str] | None = None,
) -> Markup:
    region = next((region for region in REGIONS if region.name == name), None)
    points = [(_lon_in(region, place.lon), place.lat) for place in places]
    box = _extent(points, least=1.8)
    frame = fit(box, width=WIDTH, tallest=0.56, flattest=0.32)
    near = frame.view().east - frame.view().west < 9
    drawn: list[object] = [_framed(frame, name, *_land(frame, counties=near))]
    homes = [
        (home, frame.point(_lon_in(region, home.lon), home.lat))
        for home in geography.homes
        if region_of(home.lon, home.lat) is region_of(places[0].lon, places[0].lat)
    ]
    homes = [(home, at) for home, at in homes if frame.inside(*at, margin=8)]
    circles: list[Markup] = []
    taken: list[Rect] = []
    items: list[tuple[Label, Sequence[tuple[str, str]]]] = []
    for place, (lon, lat) in zip(places, points, strict=True):
        x, y = frame.point(lon, lat)
        radius = _radius(place.headcount, most)
        title = (
            f"{place.name}: {percent(place.share)} of {count(place.asked)} headcount-days filled, "
            f"{plural(len(place.lines), 'line')}"
        )
        circles.append(_ring(x, y, radius, place.share, title))
        taken.append(_around(x, y, radius * 0.9))
        if len(items) < _MOST_PLACE_LABELS and (named is None or place.place in named):
            label = clip(_short_name(place.name), 34)
            people = f"{count(place.headcount)} asked, {percent(place.share)} filled"
            width = max(text_width(label, 12.5), text_width(people, 11.5))
            items.append((Label(place.place, x, y, radius, width, 28), [(label, "name"), (people, "small")]))
    ends = {place.place for place in places}
    home_items: list[tuple[Label, Sequence[tuple[str, str]]]] = []
    marks = []
    for home, (x, y) in homes:
        marks.append(_home_mark(x, y, f"{home.name}: {plural(home.headcount, 'person', 'people')} leave"))
        taken.append(_around(x, y, 5))
        if home.place in ends:
            continue
        label = clip(_short_name(home.name), 30)
        home_items.append(
            (
                Label(f"home {home.place}", x, y, 6, text_width(label, 11.5), 14, required=False),
                [(label, "small")],
            )
        )
    labels, rects = _labels([*items, *home_items], taken, frame)
    drawn.extend(_state_names(frame, [*taken, *rects]))
    drawn.extend([*circles, *marks, labels])
    words = "; ".join(f"{place.name} {percent(place.share)} filled" for place in places[:30])
    return element(
        "svg",
        element("title", f"Where they serve: {name}"),
        element("desc", words),
        *drawn,
        class_="map",
        viewBox=f"0 0 {frame.width:.0f} {frame.height:.0f}",
        role="img",
        aria_label=f"Where they serve: {name}. {clip(words, 600)}",
    )
