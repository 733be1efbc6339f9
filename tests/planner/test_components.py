from muster.planner.components import components


def test_links_join_and_the_rest_stays_apart() -> None:
    assert components(6, [(0, 3), (3, 5), (1,)]) == [[0, 3, 5], [1], [2], [4]]


def test_order_of_links_plays_no_part() -> None:
    assert components(5, [(4, 2), (2, 0)]) == components(5, [(0, 2), (2, 4)]) == [[0, 2, 4], [1], [3]]
