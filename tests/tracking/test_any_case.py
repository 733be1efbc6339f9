"""Whatever case is read can be tracked, and what is shown of it is plain text and sound markup."""

import json
import re
import xml.etree.ElementTree as ElementTree

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from muster.actions.track import tracking_json
from muster.casefile.codec import schema
from muster.domain.case import Case
from muster.products.tracking.charts import (
    ceiling_chart,
    command_chart,
    command_timeline,
    is_drawn,
    overview_chart,
    standalone,
)
from muster.products.tracking.document import track_csv
from muster.products.tracking.page import render_tracking
from muster.products.tracking.terminal import tracking_lines
from muster.tracking.track import TrackOptions, track_case
from tests.casefile.strategies import cases
from tests.casefile.test_codec import violations

#: Without a deadline, and without shrinking, which takes minutes on a busy machine.
QUICK = settings(
    deadline=None,
    max_examples=10,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@QUICK
@given(cases(), st.booleans())
def test_any_case_is_tracked_and_shown(case: Case, near: bool) -> None:
    options = TrackOptions(every=7, within=400)
    if near:
        options = TrackOptions(day=case.planning.start, start=case.planning.start, end=case.planning.end)
    found = track_case(case, None, options)
    lines = tracking_lines(found, every=True)
    assert all(len(line) <= 80 for line in lines), max(lines, key=len)
    assert not re.search(r"[\x00-\x1f\x7f\u202a-\u202e]", "".join(lines))
    assert violations(json.loads(json.dumps(tracking_json(found))), schema("track")) == []
    assert "<script" not in render_tracking(found)
    assert track_csv(found).count("\n") >= 1
    drawings = [overview_chart(found), command_chart(found.chart), command_timeline(found)]
    drawings += [ceiling_chart(item, found) for item in found.ceilings if is_drawn(item, found)]
    for drawing in drawings:
        if drawing is not None:
            ElementTree.fromstring(standalone(drawing, heading=case.name, note=case.name)[0].encode())
