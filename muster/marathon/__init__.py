"""MARATHON, the simulation of the Center for Army Analysis: its tables and its rules."""
