"""The most memory that kiosk and hub ever hold with a million events, each beside 128 MiB.

bench_memory.py TRAMSOCTL TRAMSO_HUB BENCH_FILL FOLDER [EVENTS]: fills a kiosk's ledger, carries all of it
to a hub by stick, and asks both for their reports; the figure is each real program's own peak.
"""
import os
import shutil
import subprocess
import sys
import tempfile
import time

CTL, HUB, FILL, BELOW = sys.argv[1:5]
EVENTS = int(sys.argv[5]) if len(sys.argv) > 5 else 1_000_000
LIMIT_MIB = 128
good = True


def run(command, **more):
    """Runs to the end; what it printed and its peak in MiB."""
    began = time.monotonic()
    with tempfile.TemporaryFile() as out:
        process = subprocess.Popen(command, stdout=out, **more)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        said = out.read().decode()
    if process.returncode != 0:
        sys.exit(f"bench_memory: {' '.join(command)} ended with {process.returncode}\n{said}")
    return said, usage.ru_maxrss / 1024, time.monotonic() - began


def measure(name, command):
    global good
    _, mib, seconds = run(command)
    good = good and mib <= LIMIT_MIB
    print(f"{name} {mib:.2f} MiB {LIMIT_MIB:.2f} {'ok' if mib <= LIMIT_MIB else 'FAILED'}")
    print(f"# {seconds:.1f} s", flush=True)


def main():
    work = tempfile.mkdtemp(prefix="tramso-bench-", dir=BELOW)
    kiosk, hub, stick = (os.path.join(work, name) for name in ("kiosk", "hub", "stick"))
    os.mkdir(stick)
    try:
        code = run([HUB, "init", hub], stderr=subprocess.DEVNULL)[0].strip()
        run([FILL, kiosk, str(EVENTS)])
        run([CTL, "--data", kiosk, "enrol", code])
        measure("memory_first_sync", [CTL, "--data", kiosk, "usb", "sync", stick])
        measure("memory_ingest", [HUB, "--data", hub, "ingest", stick])
        measure("memory_next_sync", [CTL, "--data", kiosk, "usb", "sync", stick])
        measure("memory_kiosk_report", [CTL, "--data", kiosk, "report", "--period", "all"])
        measure("memory_hub_report", [HUB, "--data", hub, "report", "--period", "all"])
    finally:
        shutil.rmtree(work)


main()
sys.exit(0 if good else 1)
