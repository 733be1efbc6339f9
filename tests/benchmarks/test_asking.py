"""The benchmark of the law asks what it says it asks."""

from benchmarks.asking import _drawn
from muster.law.ask import ask


def test_the_questions_are_the_same_every_time_and_can_be_asked():
    questions = _drawn(300)
    assert questions == _drawn(300)
    assert len({ask(question).verdict for question in questions}) == 4
