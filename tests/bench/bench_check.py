"""`pack check` of every shipped pack, beside its limit: whoever writes lessons runs it all day.

bench_check.py TRAMSOCTL ASSETS
"""
import statistics
import subprocess
import sys
import time

CONTROL, ASSETS = sys.argv[1], sys.argv[2]
RUNS, LIMIT_MS = 9, 1000

times = []
for _ in range(RUNS):
    began = time.monotonic()
    checked = subprocess.run([CONTROL, "pack", "check", ASSETS + "/lessons", "--assets", ASSETS,
                              "--now", "2026-11-22T09:00+07:00"],
                             capture_output=True, text=True)
    times.append((time.monotonic() - began) * 1000)
    if checked.returncode != 0:
        sys.exit("bench_check: " + checked.stdout + checked.stderr)

value = statistics.median(times)
good = value <= LIMIT_MS
print(f"pack_check {value:.2f} ms {LIMIT_MS:.2f} {'ok' if good else 'TOO MUCH'}")
print("# " + " ".join(f"{t:.0f}" for t in times) + "; " + "; ".join(
    line.split(":")[0] for line in checked.stdout.splitlines() if line.startswith("pack ")))
sys.exit(0 if good else 1)
