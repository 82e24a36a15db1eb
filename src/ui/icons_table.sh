#!/bin/sh
# Writes the table of Material Icons names and code points that icons.c includes, from the style
# sheet that comes with the font: icons_table.sh material-design-icons.css icons_table.h
set -eu
awk '
  /^ *\.material-icons\.[a-z0-9_]+:before/ {
      name = $1
      sub(/^\.material-icons\./, "", name)
      sub(/:before.*/, "", name)
      next
  }
  /content: "\\[0-9a-f]+"/ && name != "" {
      code = $0
      sub(/^[^\\]*\\/, "", code)
      sub(/".*/, "", code)
      # A leading underscore only keeps names that start with a digit valid as CSS classes.
      sub(/^_/, "", name)
      print name, code
      name = ""
  }' "$1" | LC_ALL=C sort -u -k1,1 | awk '
  BEGIN {
      print "/* Made by icons_table.sh from the font package'\''s style sheet; not to be edited. */"
      print "static const struct icon icon_table[] = {"
  }
  { printf "    { \"%s\", 0x%s },\n", $1, $2; count++ }
  END {
      print "};"
      if (count < 1000) {
          print "icons_table.sh: only " count + 0 " icons found" > "/dev/stderr"
          exit 1
      }
  }' >"$2.part"
mv "$2.part" "$2"
