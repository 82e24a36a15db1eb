#!/usr/bin/env bash
# Holds every #include to the arrows of src/README.md, and a few calls out of the pure layers.
set -u
cd "$(dirname "$0")/.." || exit 2
declare -A may=(
  [base]="base" [core]="base core" [content]="base core content" [wire]="base core wire"
  [store]="base core wire store"
  [packs]="base core content wire store packs" [report]="base core wire store report"
  [sync]="base core wire store report sync" [ui]="base ui" [screens]="base core ui screens"
  [platform]="base ui platform"
  [kiosk]="base core content wire store packs report sync ui screens platform kiosk"
  [hub]="base core content wire store report hub"
  [ctl]="base core content wire store packs report sync ui ctl")
bad=0
while IFS=: read -r file line text; do
  layer=${file#src/}; layer=${layer%%/*}
  target=$(sed -n 's/^ *# *include "\([a-z]*\)\/.*/\1/p' <<<"$text")
  [ -n "$target" ] || { echo "$file:$line: include by folder: $text"; bad=1; continue; }
  case " ${may[$layer]:-} " in
    *" $target "*) ;;
    *) echo "$file:$line: $layer may not include $target"; bad=1 ;;
  esac
done < <(grep -rnE '^ *# *include "' src --include='*.c' --include='*.h')
if grep -rnE '\b(malloc|calloc|realloc|time|rand|random|getenv)\(' src/core src/ui src/screens --include='*.c' --include='*.h'; then
  echo "the pure layers take memory, time, chance and settings as arguments"; bad=1
fi
exit $bad
