"""What pins and bans cost and which units are split, in a few lines for the end of a run in a terminal."""

from __future__ import annotations

from textwrap import wrap

from muster.domain.plan import Plan
from muster.products.figures import plural

__all__ = ("pin_lines", "split_lines")

_WIDTH, _MOST = 96, 6


def pin_lines(plan: Plan) -> list[str]:
    """Each pin and ban with its price, the dearest first."""
    if not plan.pins:
        return []
    said = ["", "Pins and bans (what the relaxation would gain without each)"]
    order = sorted(plan.pins, key=lambda pin: -1 if pin.price is None else pin.price, reverse=True)
    for pin in order[:_MOST]:
        days = "" if pin.start is None and pin.end is None else f", {pin.start or '…'} to {pin.end or '…'}"
        price = "price unknown" if pin.price is None else f"${pin.price / 100:,.2f}"
        said.append(f"  {pin.rule:<4} {pin.unit} on {pin.line or 'every line'}{days}: {price}")
    if len(order) > _MOST:
        said.append(f"  and {len(order) - _MOST} more in plan.json, under pins")
    return said


def split_lines(plan: Plan) -> list[str]:
    """The elements whose parts do not serve together, those split longest first."""
    if not plan.splits:
        return []
    charge = sum(split.charge for split in plan.splits)
    priced = f"; priced ${charge / 100:,.2f} in all, which is not in the objective" if charge else ""
    said = ["", f"{'Split':<10} {plural(len(plan.splits), 'unit')} whose parts do not serve together{priced}"]
    for split in sorted(plan.splits, key=lambda split: (-split.days, split.unit, split.element))[:_MOST]:
        words = (
            f"{split.unit} ({split.element}): {split.away} of {split.parts} parts away on "
            f"{', '.join(split.lines)}; not whole on {plural(split.days, 'day')}, "
            f"{split.person_days:,} person-days apart from the rest"
        )
        said += wrap(words, _WIDTH, initial_indent="  ", subsequent_indent="    ")
    if len(plan.splits) > _MOST:
        said.append(f"  and {len(plan.splits) - _MOST} more in plan.json, under splits")
    return said
