"""One file per verb that a user does; the only place where the core meets files, clocks and signals."""
