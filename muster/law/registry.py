"""Every rule of the library, in the order in which they are asked."""

from __future__ import annotations

from muster.law.compacts import emac
from muster.law.dod import (
    cjcsi3121_01b,
    dodd3025_18,
    dodd3025_18_immediate_response,
    dodi3025_21,
    dodi3025_22,
)
from muster.law.ndaa.fy2016 import s1059
from muster.law.outside import cross_border, inherent_power, invocation, not_encoded, role
from muster.law.rule import Rule
from muster.law.state import active_duty, police_power
from muster.law.usc.t10 import (
    s251,
    s252,
    s253,
    s254,
    s255,
    s271,
    s272,
    s273,
    s274,
    s275,
    s276,
    s277,
    s278,
    s279,
    s280,
    s281,
    s282,
    s283,
    s284,
    s723,
    s2808,
    s12301,
    s12302,
    s12304,
    s12304a,
    s12304b,
    s12406,
)
from muster.law.usc.t14 import s522, s701
from muster.law.usc.t18 import s1382, s1385
from muster.law.usc.t31 import s1535
from muster.law.usc.t32 import s109, s112, s325, s328, s502
from muster.law.usc.t42 import s5170a, s5170b, s5192
from muster.law.usc.t43 import s155
from muster.law.usc.t50 import s797, s1621, s1622, s1631, s1641

__all__ = ("RULES",)

RULES: tuple[Rule, ...] = (
    s1385.RULE,
    s275.RULE,
    dodi3025_21.RULE,
    s251.RULE,
    s252.RULE,
    s253.RULE,
    s254.RULE,
    s255.RULE,
    inherent_power.RULE,
    not_encoded.RULE,
    cross_border.RULE,
    role.RULE,
    s273.RULE,
    s274.RULE,
    s1059.RULE,
    s282.RULE,
    s283.RULE,
    s284.RULE,
    s2808.RULE,
    s1535.RULE,
    s5170a.RULE,
    s5170b.RULE,
    s5192.RULE,
    dodd3025_18_immediate_response.RULE,
    dodd3025_18.RULE,
    s522.RULE,
    s701.RULE,
    active_duty.RULE,
    police_power.RULE,
    emac.RULE,
    s12301.RULE,
    s12302.RULE,
    s12304.RULE,
    s12304a.RULE,
    s12304b.RULE,
    s12406.RULE,
    s1621.RULE,
    s1622.RULE,
    s1631.RULE,
    s1641.RULE,
    s502.RULE,
    s328.RULE,
    s112.RULE,
    s109.RULE,
    dodi3025_22.RULE,
    s325.RULE,
    s271.RULE,
    s272.RULE,
    s276.RULE,
    s277.RULE,
    s278.RULE,
    s279.RULE,
    s280.RULE,
    s281.RULE,
    s723.RULE,
    s797.RULE,
    s1382.RULE,
    s155.RULE,
    cjcsi3121_01b.RULE,
    invocation.RULE,
)
