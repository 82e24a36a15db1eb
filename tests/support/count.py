"""Sums what every test program says it passed and failed, from meson's log, and prints it last.

cmocka prints «[  PASSED  ] N test(s)», our shell suites «N passed, N failed»; a program that prints
neither counts as one. Exits 1 when anything failed or nothing ran.
"""
import json
import re
import sys

passed = failed = 0
with open(sys.argv[1], encoding="utf-8") as log:
    for line in log:
        test = json.loads(line)
        text = test.get("stdout", "") + test.get("stderr", "")
        ok = test["result"] in ("OK", "EXPECTEDFAIL")
        if test["result"] == "SKIP":
            continue
        good = sum(int(n) for n in re.findall(r"\[  PASSED  \] (\d+) test", text))
        bad = sum(int(n) for n in re.findall(r"\[  FAILED  \] (\d+) test", text))
        for a, b in re.findall(r"^(\d+) passed, (\d+) failed$", text, re.M):
            good, bad = good + int(a), bad + int(b)
        if good + bad == 0:
            good, bad = (1, 0) if ok else (0, 1)
        elif not ok and bad == 0:
            bad = 1
        passed, failed = passed + good, failed + bad
print(f"{passed} passed, {failed} failed")
sys.exit(1 if failed or not passed else 0)
