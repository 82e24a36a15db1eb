#!/usr/bin/env bash
# Every picture is what assets/pictures/figures/draw.py draws, small enough, well-formed, and made only of what the
# kiosk's painter knows; and the check itself notices a touched, a broken and a fat file.
set -u
cd "$(dirname "$0")/.." || exit 2
draw=assets/pictures/figures/draw.py
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
fail() { echo "$1" >&2; exit 1; }

python3 "$draw" --check || fail "the committed pictures are not the drawn ones: python3 $draw"

refused() { # WHAT: the check must complain about the copy, with these words
  python3 "$draw" --into "$work" --check >"$work/told" && fail "nobody noticed: $1"
  grep -q "$1" "$work/told" || fail "no word of «$1»: $(cat "$work/told")"
  rm -f "$work"/*.svg; python3 "$draw" --into "$work"
}
python3 "$draw" --into "$work" && python3 "$draw" --into "$work" --check >"$work/told" || fail "drawing twice differs: $(cat "$work/told")"
sed -i 's/<\/svg>/<g\/><\/svg>/' "$work/ket-noi-mang.svg"; refused "ket-noi-mang.svg is not what draw.py makes"
rm "$work/vneid-bhyt.svg"; refused "vneid-bhyt.svg is missing"
echo '<svg' >"$work/broken.svg"; refused "broken.svg is not well-formed"
echo '<svg xmlns="http://www.w3.org/2000/svg"><text>x</text></svg>' >"$work/words.svg"; refused "words.svg has <text>"
{ echo '<svg xmlns="http://www.w3.org/2000/svg">'; head -c 41000 /dev/zero | tr '\0' ' '; echo '</svg>'; } >"$work/fat.svg"; refused "fat.svg has 41"
python3 "$draw" --into "$work" no-such-picture 2>"$work/told" && fail "an unknown name was drawn"
grep -q "no scene draws no-such-picture" "$work/told" || fail "an unknown name is not named"
echo "pictures are as drawn"
