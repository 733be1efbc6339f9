"""What is not planning: reading a million rows, and starting."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

__all__ = ("read_rows", "start_up")


def read_rows(rows: int) -> list[dict[str, Any]]:
    """Read cases of a million rows in one table, each in a process of its own: CPU and peak memory."""
    import tempfile

    from benchmarks.tables import TABLES, case_with_rows

    code = (
        "import json,resource,sys;from pathlib import Path;from muster.casefile.read import read_case;"
        "case,problems=read_case(Path(sys.argv[1]));u=resource.getrusage(resource.RUSAGE_SELF);"
        "print(json.dumps([case and len(getattr(case,sys.argv[2])),len(problems),u.ru_utime+u.ru_stime,"
        "u.ru_maxrss//1024,[p.message for p in problems[:3]]]))"
    )
    measured = []
    for name, field in TABLES.items():
        print(f"read: {name}.csv, {rows:,} rows …", file=sys.stderr)
        with tempfile.TemporaryDirectory() as folder:
            case_with_rows(Path(folder), name, rows)
            command = [sys.executable, "-c", code, folder, field]
            done = subprocess.run(command, capture_output=True, text=True, check=True)
        read, problems, cpu, peak, messages = json.loads(done.stdout)
        measured.append(
            {
                "method": "read_case",
                "table": f"{name}.csv",
                "rows": read,
                "problems": problems,
                "messages": messages,
                "under_10_s_cpu": cpu < 10,
                "under_1_gb": peak < 1024,
                "share_of_10_s": round(cpu / 10, 2),
                "peak_mb": peak,
            }
        )
    return measured


def start_up() -> list[dict[str, Any]]:
    """CPU of ``muster --help`` as the share of a fifth of a second: the best of five."""
    code = (
        "import resource,subprocess,sys;"
        "subprocess.run([sys.executable,'-c','from muster.cli.main import main; main()','--help'],"
        "stdout=subprocess.DEVNULL,check=True);"
        "u=resource.getrusage(resource.RUSAGE_CHILDREN);print(u.ru_utime+u.ru_stime)"
    )
    cpu = min(
        float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)
        for _ in range(5)
    )
    return [{"method": "muster --help", "under_0.2_s_cpu": cpu < 0.2, "share_of_0.2_s": round(cpu / 0.2, 2)}]
