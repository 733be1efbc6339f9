"""Law as dated rules: one provision one small file at the law's own address; UNKNOWN is a verdict."""
