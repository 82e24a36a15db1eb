#!/usr/bin/env bash
# Every screen of src/screens/list.h is expected by some walk; each walk is played in both orientations.
set -u
cd "$(dirname "$0")/../.." || exit 2
missing=0
for screen in $(sed -n 's/^ *X([A-Z_]*, \([a-z_]*\)).*/\1/p' src/screens/list.h); do
  grep -qE "^expect screen $screen$" tests/walks/*.walk ||
    { echo "no walk expects the screen $screen"; missing=1; }
done
exit $missing
