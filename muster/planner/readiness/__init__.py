"""What a plan does to the units that carry it: time at home, training, wholeness."""
