"""
The checker's rooms: each rule of the plan, checked from the case and the plan alone.

Nothing here knows the search: no module of :mod:`muster.planner` outside this folder is imported, so
that a mistake of the search cannot excuse itself. The face is :mod:`muster.planner.verify`.
"""
