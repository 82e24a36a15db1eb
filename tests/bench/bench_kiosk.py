"""First picture, memory and idle wake-ups of the real program, each beside its limit.

bench_kiosk.py TRAMSO DATA, with DISPLAY set (xvfb.sh does). The clock starts before the exec and
stops when the program's line says that the display has taken the picture. Once with a sound device
(SDL's dummy) and once without: a device that stays open wakes the machine for nothing.
"""
import os
import statistics
import subprocess
import sys
import time

PROGRAM, DATA = sys.argv[1], sys.argv[2]
RUNS = 11
IDLE_SECONDS = 20
good = True


def start(**environment):
    began = time.monotonic()
    process = subprocess.Popen(
        [PROGRAM, "--window", "1080x1920", "--data", DATA],
        stderr=subprocess.PIPE, env={**os.environ, **environment})
    said = b""
    for line in process.stderr:
        said += line
        if b"the first picture is shown" in line:
            return process, (time.monotonic() - began) * 1000
    sys.exit("bench_kiosk: the kiosk did not start: " + said.decode())


def end(process):
    process.terminate()
    process.communicate(timeout=10)
    if process.returncode != 0:
        sys.exit(f"bench_kiosk: the kiosk ended with {process.returncode}")


def report(name, value, unit, limit):
    global good
    good = good and value <= limit
    print(f"{name} {value:.2f} {unit} {limit:.2f} {'ok' if value <= limit else 'FAILED'}", flush=True)


def memory_mib(process, field):
    with open(f"/proc/{process.pid}/status", encoding="ascii") as status:
        return next(int(line.split()[1]) for line in status if line.startswith(field)) / 1024


def switches(process):
    """How often any of its threads went to sleep by itself: once a wake-up."""
    count = 0
    for task in os.listdir(f"/proc/{process.pid}/task"):
        with open(f"/proc/{process.pid}/task/{task}/status", encoding="ascii") as status:
            count += sum(int(line.split()[1]) for line in status
                         if line.startswith("voluntary_ctxt_switches"))
    return count


def first_picture():
    times = []
    for _ in range(RUNS + 1):
        process, ms = start()
        times.append(ms)
        time.sleep(0.5)
        end(process)
    times = times[1:]  # the first one warms up: keys, cached drawings
    report("first_picture", statistics.median(times), "ms", 100)
    print("# " + " ".join(f"{ms:.0f}" for ms in times))


def at_rest(name, **environment):
    process, _ = start(**environment)
    time.sleep(4)
    report("memory" + name, memory_mib(process, "VmHWM"), "MiB", 64)
    before = switches(process)
    time.sleep(IDLE_SECONDS)
    report("idle" + name, (switches(process) - before) / IDLE_SECONDS, "wakeups/s", 2)
    end(process)


first_picture()
at_rest("_without_sound", SDL_AUDIODRIVER="none")
at_rest("_with_sound", SDL_AUDIODRIVER="dummy")
sys.exit(0 if good else 1)
