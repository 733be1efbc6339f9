"""The benchmark of tracking tracks what it says it tracks."""

from benchmarks.tracking import track_reports, tracked_case


def test_the_case_is_the_same_every_time_and_every_step_is_measured():
    assert tracked_case(50) == tracked_case(50)
    (row,) = track_reports((60,))
    assert row["reports"] == 60
    assert row["gaps"] > 0
    assert all(row[step] >= 0 for step in ("csv", "track", "text", "json", "a_row_a_day", "page"))
