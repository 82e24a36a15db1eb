/* Each case breaks one thing in the good pack and names the first problem that must be reported,
 * with its place, and how many there are. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "base/must.h"
#include "pack_fixture.h"

#define PACK "pack.yaml"
#define L01 "lessons/L01-thu.yaml"
#define M02 "lessons/M02-thu.yaml"
#define MAY "phones/may.yaml"
#define TEN "xxxxxxxxxx"

static const struct broken {
    const char *file;
    str find, replace; /* an empty find: the whole file */
    const char *problem;
    unsigned count;
} cases[] = {
    { L01, S_INIT("minutes: 5"), S_INIT("minutes: 5: 6"),
      "lessons/L01-thu.yaml:7:11: this is not valid YAML: mapping values are not allowed in this "
      "context",
      1 },
    { L01, S_INIT("groups: [ND, HS]"), S_INIT("groups: [ND, HS"),
      "lessons/L01-thu.yaml:9:7: this is not valid YAML: did not find expected ',' or ']' while "
      "parsing a flow sequence from line 8 on",
      1 },
    { L01, S_INIT("      title: {vi: Trang"), S_INIT("	title: {vi: Trang"),
      "lessons/L01-thu.yaml:25:1: this is not valid YAML: found character that cannot start any "
      "token",
      1 },
    { L01, S_INIT("Trang một"), S_INIT("Trang m\xff"),
      "lessons/L01-thu.yaml:25:26: these bytes are not UTF-8 text: save the file as UTF-8", 1 },
    { L01, S_INIT("Trang một"), S_INIT("\"Trang\\u0007\""),
      "lessons/L01-thu.yaml:25:19: “vi” holds a control character", 1 },
    { L01, S_INIT("Trang một"), S_INIT("Trang \a"),
      "lessons/L01-thu.yaml:25:25: a control character stands here: delete it", 1 },
    { L01, S_INIT("title: {vi: Trang"), S_INIT("title: &t {vi: Trang"),
      "lessons/L01-thu.yaml:25:14: anchors (&), aliases (*) and tags (!) are not allowed: write it "
      "out",
      1 },
    { M02, S_INIT("title: {vi: Một phút, en: One minute}\nsummary: {vi: Một điều, en: One thing}"),
      S_INIT("title: &t {vi: Một phút, en: One minute}\nsummary: *t"),
      "lessons/M02-thu.yaml:10:8: anchors (&), aliases (*) and tags (!) are not allowed: write it "
      "out",
      1 },
    { L01, S_INIT("minutes: 5"), S_INIT("minutes: !!int 5"),
      "lessons/L01-thu.yaml:7:10: anchors (&), aliases (*) and tags (!) are not allowed: write it "
      "out",
      1 },
    { L01, S_INIT("  - phone:\n      sim"), S_INIT("---\n- phone:\n      sim"),
      "lessons/L01-thu.yaml:54:1: a second document begins here: a file holds one", 1 },
    { PACK, S_INIT(""), S_INIT("# nothing\n"), "pack.yaml: this file is empty", 1 },
    { PACK, S_INIT(""), S_INIT("- format: 1\n"),
      "pack.yaml:1:1: the key “format” is missing: begin with “format: 1”", 1 },
    { L01, S_INIT("format: 1\n"), S_INIT(""),
      "lessons/L01-thu.yaml:1:1: the key “format” is missing: begin with “format: 1”", 1 },
    { L01, S_INIT("format: 1"), S_INIT("format: one"),
      "lessons/L01-thu.yaml:1:9: “format” is a number: write “format: 1”", 1 },
    { L01, S_INIT("format: 1"), S_INIT("format: 2"),
      "lessons/L01-thu.yaml:1:9: this file is in format 2 and this program reads format 1: update "
      "the program",
      1 },
    { MAY, S_INIT("format: 1"), S_INIT("format: 0"),
      "phones/may.yaml:1:9: this file is in format 0 and this program reads format 1: write the "
      "file anew",
      1 },
    { PACK, S_INIT("format: 1"), S_INIT("format: 2"),
      "pack.yaml:1:9: this file is in format 2 and this program reads format 1: update the program",
      1 },
    { L01, S_INIT("summary:"), S_INIT("sumary:"),
      "lessons/L01-thu.yaml:1:1: a lesson lacks the key “summary”", 2 },
    { L01, S_INIT("minutes: 5"), S_INIT("minutes: 5\nxyzzy: 1"),
      "lessons/L01-thu.yaml:8:1: a lesson has no key “xyzzy”", 1 },
    { L01, S_INIT("minutes: 5"), S_INIT("minutes: 5\nminutes: 6"),
      "lessons/L01-thu.yaml:8:1: the key “minutes” stands here twice", 1 },
    { L01, S_INIT("icon: badge\n"), S_INIT(""),
      "lessons/L01-thu.yaml:1:1: a lesson lacks the key “icon”", 1 },
    { L01, S_INIT("        - {label: {vi: Cúp máy, en: Hang up}, reply: {vi: Đúng ạ., en: Yes.}"),
      S_INIT("        - {label: {vi: Cúp máy, en: Hang up}"),
      "lessons/L01-thu.yaml:45:11: a choice lacks the key “reply”", 1 },
    { L01, S_INIT("minutes: 5"), S_INIT("minutes: 5\n? [a]\n: 1"),
      "lessons/L01-thu.yaml:8:3: a key is a word, not a list", 1 },
    { L01, S_INIT("title: {vi: Trang một, en"), S_INIT("title: {en"),
      "lessons/L01-thu.yaml:25:14: a text lacks the key “vi”", 1 },
    { L01, S_INIT("title: {vi: Trang một, en: Page one}"), S_INIT("title: [a]"),
      "lessons/L01-thu.yaml:25:14: “title” is a text, not a list", 1 },
    { L01, S_INIT("minutes: 5"), S_INIT("minutes: {a: 1}"),
      "lessons/L01-thu.yaml:7:10: “minutes” is a single value, not a list or a group of keys", 1 },
    { L01,
      S_INIT("  - call:\n      prompt: {vi: Nghe và dừng, en: Listen and stop}\n      caller: {vi: "
             "Số lạ, en: Unknown}\n      lines:\n"),
      S_INIT("  - call:\n"),
      "lessons/L01-thu.yaml:48:9: a call is a group of keys, but this is a list", 1 },
    { L01, S_INIT("groups: [ND, HS]"), S_INIT("groups: ND"),
      "lessons/L01-thu.yaml:8:9: “groups” is a list: [ND]", 1 },
    { L01, S_INIT("      screens:\n        xong:\n          widgets:\n"),
      S_INIT("      screens:\n        - widgets:\n"),
      "lessons/L01-thu.yaml:57:9: “screens” holds screens by name: name: …", 1 },
    { L01, S_INIT("minutes: 5"), S_INIT("minutes: 31"),
      "lessons/L01-thu.yaml:7:10: “minutes” is a whole number from 1 to 30", 1 },
    { L01, S_INIT("minutes: 5"), S_INIT("minutes: -1"),
      "lessons/L01-thu.yaml:7:10: “minutes” is a whole number from 1 to 30", 1 },
    { L01, S_INIT("situation: true"), S_INIT("situation: maybe"),
      "lessons/L01-thu.yaml:72:22: “situation” is true or false", 1 },
    { L01, S_INIT("kind: phone"), S_INIT("kind: phones"),
      "lessons/L01-thu.yaml:4:7: “kind” is one of: lesson, phone, scam, micro", 1 },
    { L01, S_INIT("channel: call"), S_INIT("channel: fax"),
      "lessons/L01-thu.yaml:34:16: “channel” is one of: call, sms, chat, paper, video, app, market",
      1 },
    { L01, S_INIT("[ND, HS]"), S_INIT("[ND, XX]"),
      "lessons/L01-thu.yaml:8:14: “groups” is one of: ND, HS, CB, DN, HT, all", 1 },
    { L01, S_INIT("[ND, HS]"), S_INIT("[ND, ND]"),
      "lessons/L01-thu.yaml:8:14: “ND” stands in “groups” twice", 1 },
    { L01, S_INIT("[ND, HS]"), S_INIT("[ND, all]"),
      "lessons/L01-thu.yaml:1:1: “all” in “groups” stands alone", 1 },
    { L01, S_INIT("[ND, HS]"), S_INIT("[]"),
      "lessons/L01-thu.yaml:8:9: “groups” is empty: leave the key out or name one", 1 },
    { L01, S_INIT("skills: [K08]"), S_INIT("skills: [K23]"),
      "lessons/L01-thu.yaml:9:10: “skills” is one of: K01, K02, K03, K04, K05, K06, K07, K08, K09, "
      "K10, K11, K12, K13, K14, K15, K16, K17, K18, K19, K20, K21, K22",
      1 },
    { L01, S_INIT("covers: [T3, T15]\n"), S_INIT(""),
      "lessons/L01-thu.yaml:1:1: a lesson needs the key “covers”: the seed topics T1–T21", 1 },
    { L01, S_INIT("2026-11-01"), S_INIT("2026-02-30"),
      "lessons/L01-thu.yaml:19:14: “verified_on” is a date like 2026-11-22", 1 },
    { L01, S_INIT("2026-11-01"), S_INIT("1/11/2026"),
      "lessons/L01-thu.yaml:19:14: “verified_on” is a date like 2026-11-22", 1 },
    { L01, S_INIT("code: L01"), S_INIT("code: L64"),
      "lessons/L01-thu.yaml:2:7: a lesson's code is L01–L63 or M01–M31", 1 },
    { L01, S_INIT("code: L01"), S_INIT("code: M01"),
      "lessons/L01-thu.yaml:2:7: one-minute lessons (kind: micro), and only they, have a code "
      "M01–M31",
      1 },
    { L01, S_INIT("slug: bai-thu"), S_INIT("slug: Bai Thu"),
      "lessons/L01-thu.yaml:3:7: “slug” is made of small letters a–z, digits and -", 1 },
    { L01, S_INIT("sim: may@1.0"), S_INIT("sim: may"),
      "lessons/L01-thu.yaml:54:12: “sim” is a name and a version like vneid@2.2.6", 1 },
    { L01, S_INIT("sim: may@1.0"), S_INIT("sim: may@2.0"),
      "lessons/L01-thu.yaml:54:12: this was written for may@2.0 but the file under phones/ is "
      "may@1.0: look the screens over, then change it here",
      1 },
    { L01, S_INIT("sim: may@1.0"), S_INIT("sim: la@1.0"),
      "lessons/L01-thu.yaml:54:12: phones/la.yaml does not exist", 1 },
    { L01, S_INIT("sim: may@1.0"), S_INIT("sim: ../may@1.0"),
      "lessons/L01-thu.yaml:54:12: “sim” is a name and a version like vneid@2.2.6", 1 },
    { L01, S_INIT("rieng.svg"), S_INIT("../rieng.svg"),
      "lessons/L01-thu.yaml:23:16: “picture” is the name of a file without folders: a–z A–Z 0–9 . "
      "_ -",
      1 },
    { L01, S_INIT("rieng.svg"), S_INIT(".rieng.svg"),
      "lessons/L01-thu.yaml:23:16: “picture” is the name of a file without folders: a–z A–Z 0–9 . "
      "_ -",
      1 },
    { L01, S_INIT("icon: badge"), S_INIT("icon: Badge!"),
      "lessons/L01-thu.yaml:6:7: “icon” is the name of an icon like account_balance", 1 },
    { L01, S_INIT("  - question:"), S_INIT("  - quiz:"),
      "lessons/L01-thu.yaml:27:5: a step cannot be “quiz”", 1 },
    { L01, S_INIT("      picture: rieng.svg"), S_INIT("  picture: rieng.svg"),
      "lessons/L01-thu.yaml:23:3: this is not valid YAML: did not find expected '-' indicator "
      "while parsing a block collection from line 22 on",
      1 },
    { MAY, S_INIT("- heading:"), S_INIT("- headline:"),
      "phones/may.yaml:11:9: a widget cannot be “headline”", 1 },
    { L01, S_INIT("\"135790\""), S_INIT("\"13579a\""),
      "lessons/L01-thu.yaml:65:23: “digits” is made of at most 16 digits, in quotes", 1 },
    { L01, S_INIT("title: {vi: Trang một"), S_INIT("title: {vi: \"\""),
      "lessons/L01-thu.yaml:25:19: “vi” is empty", 1 },
    { L01, S_INIT("Trang một"), S_INIT("x" TEN TEN TEN TEN TEN TEN TEN TEN TEN),
      "lessons/L01-thu.yaml:25:19: “vi” has 91 letters; 90 is the most", 1 },
    { L01,
      S_INIT("        - {label: {vi: Con gái, en: A daughter}, reply: {vi: Không ạ., en: No.}}\n"),
      S_INIT(""), "lessons/L01-thu.yaml:30:9: “choices” has 1 choices; 2 to 6 are possible", 1 },
    { PACK, S_INIT("L01-thu"), S_INIT("../L01-thu"),
      "pack.yaml:8:5: “lesson” is the name of a file without folders: a–z A–Z 0–9 . _ -", 1 },
    { PACK, S_INIT("  - M02-thu"), S_INIT("  - M03-thu"),
      "pack.yaml:9:5: lessons/M03-thu.yaml does not exist", 1 },
    { PACK, S_INIT("  - M02-thu"), S_INIT("  - L01-thu\n  - M02-thu"),
      "lessons/L01-thu.yaml:2:7: another lesson has the code L01 already", 2 },
    { L01, S_INIT("topic: thu"), S_INIT("topic: khac"),
      "lessons/L01-thu.yaml:5:8: no pack has a topic “khac”", 1 },
    { PACK, S_INIT("lessons:"),
      S_INIT("  - {id: thu, icon: badge, tone: lotus, title: {vi: Bài thử, en: Trial}}\nlessons:"),
      "pack.yaml:7:10: the topic “thu” stands here twice", 1 },
    { PACK, S_INIT("tone: lotus"), S_INIT("tone: pink"),
      "pack.yaml:6:34: “tone” is one of: lotus, sky, amber, ok, violet, teal, leaf", 1 },
    { M02, S_INIT("slug: mot-phut"), S_INIT("slug: bai-thu"),
      "lessons/M02-thu.yaml:3:7: another lesson has the slug “bai-thu” already", 1 },
    { M02, S_INIT("day: 2\n"), S_INIT(""),
      "lessons/M02-thu.yaml:1:1: a one-minute lesson needs the key “day”", 1 },
    { L01, S_INIT("minutes: 5"), S_INIT("minutes: 5\nday: 1"),
      "lessons/L01-thu.yaml:1:1: only a one-minute lesson has the key “day”", 1 },
    { L01, S_INIT(", right: true}\n  - judge"), S_INIT("}\n  - judge"),
      "lessons/L01-thu.yaml:28:7: 0 choices are right; a question has exactly one", 1 },
    { L01, S_INIT("reply: {vi: Không ạ., en: No.}}"),
      S_INIT("reply: {vi: Không ạ., en: No.}, right: true}"),
      "lessons/L01-thu.yaml:28:7: 2 choices are right; a question has exactly one", 1 },
    { L01, S_INIT("      prompt: {vi: Ai"),
      S_INIT("      alt: {vi: Hình, en: P}\n      prompt: {vi: Ai"),
      "lessons/L01-thu.yaml:28:7: “alt” stands here without a picture", 1 },
    { L01, S_INIT("      prompt: {vi: Ai"),
      S_INIT("      picture: rieng.svg\n      prompt: {vi: Ai"),
      "lessons/L01-thu.yaml:28:7: a picture needs “alt”: say what it shows", 1 },
    { L01, S_INIT("        real: {reply: {vi: Mất tiền đấy ạ., en: Money is lost.}}\n"), S_INIT(""),
      "lessons/L01-thu.yaml:33:7: a case offers at least two answers", 1 },
    { L01, S_INIT("right: scam"), S_INIT("right: check"),
      "lessons/L01-thu.yaml:33:7: the right answer “check” is not offered", 1 },
    { L01,
      S_INIT("        - {label: {vi: Giục gấp, en: Hurry}, reply: {vi: Đúng ạ., en: Yes.}, right: "
             "true}"),
      S_INIT("        - {label: {vi: Giục gấp, en: Hurry}, reply: {vi: Đúng ạ., en: Yes.}}"),
      "lessons/L01-thu.yaml:33:7: none of the signs is right", 1 },
    { L01, S_INIT("reply: {vi: Mất tiền ạ., en: Lost.}}"),
      S_INIT("reply: {vi: Mất tiền ạ., en: Lost.}, right: true}"),
      "lessons/L01-thu.yaml:33:7: of two or more actions exactly one is right, here 2 of 2", 1 },
    { L01, S_INIT("code: C01"), S_INIT("code: 1"),
      "lessons/L01-thu.yaml:33:13: a case has a code C01–C31", 1 },
    { L01, S_INIT("suspicious: true, "), S_INIT(""),
      "lessons/L01-thu.yaml:48:7: no line of the call is suspicious, so nobody could stop it", 1 },
    { L01, S_INIT("            - tap: tiep"),
      S_INIT("            - tap: tiep\n              type: tiep"),
      "lessons/L01-thu.yaml:67:15: an action has one of “tap”, “type”, “swipe” and “hold”", 1 },
    { L01, S_INIT("            - tap: ve\n              coach"), S_INIT("            - coach"),
      "lessons/L01-thu.yaml:74:15: an action has one of “tap”, “type”, “swipe” and “hold”", 1 },
    { L01, S_INIT("              digits: \"135790\"\n"), S_INIT(""),
      "lessons/L01-thu.yaml:64:15: “type” needs “digits”: the sample number to be typed", 1 },
    { L01, S_INIT("            - tap: ve\n"),
      S_INIT("            - tap: ve\n              digits: \"1\"\n"),
      "lessons/L01-thu.yaml:74:15: “digits” belong to “type” alone", 1 },
    { L01, S_INIT("            - tap: ve\n"), S_INIT("            - swipe: ve\n"),
      "lessons/L01-thu.yaml:74:15: “swipe” needs “way”: up, down, left or right", 1 },
    { L01, S_INIT("            - tap: ve\n"),
      S_INIT("            - hold: ve\n              way: up\n"),
      "lessons/L01-thu.yaml:74:15: “way” belongs to “swipe” alone", 1 },
    { L01, S_INIT("            - tap: ve\n"), S_INIT("            - hold: vee\n"),
      "lessons/L01-thu.yaml:74:21: the screen “xong” has nothing with the id “vee”", 1 },
    { L01, S_INIT("            - tap: ve\n"), S_INIT("            - tap: man-hinh\n"),
      "lessons/L01-thu.yaml:74:20: only a swipe or a hold is anywhere on the glass", 1 },
    { L01, S_INIT("button: {id: ve, label: {vi: Về, en: Back}}"),
      S_INIT("slider: {id: ve, label: {vi: Về, en: Back}, value: 5, of: 4}"),
      "lessons/L01-thu.yaml:60:23: the knob cannot stand at 5 of 4", 1 },
    { L01, S_INIT("- screen: so"), S_INIT("- screen: sai"),
      "lessons/L01-thu.yaml:62:19: there is no screen “sai” in may@1.0 or here", 1 },
    { L01, S_INIT("tap: tiep"), S_INIT("tap: tiepp"),
      "lessons/L01-thu.yaml:67:20: the screen “so” has nothing with the id “tiepp”", 1 },
    { L01, S_INIT("type: ma"), S_INIT("type: tiep"),
      "lessons/L01-thu.yaml:64:21: “tiep” is no field with “digits”, so nothing can be typed into "
      "it",
      1 },
    { L01, S_INIT("\"135790\""), S_INIT("\"13579\""),
      "lessons/L01-thu.yaml:65:23: 5 digits are typed into a field for 6", 1 },
    { L01, S_INIT("            - tap: tiep"), S_INIT("            - tap: ma"),
      "lessons/L01-thu.yaml:67:20: “ma” is filled by typing: use “type”", 1 },
    { L01, S_INIT("quay-lai:"), S_INIT("quay-laii:"),
      "lessons/L01-thu.yaml:70:61: the screen “so” has nothing with the id “quay-laii”", 1 },
    { L01, S_INIT("quay-lai:"), S_INIT("tiep:"),
      "lessons/L01-thu.yaml:70:61: “tiep” is the right target and cannot be wrong", 1 },
    { L01, S_INIT("quay-lai:"), S_INIT("\"*\":"),
      "lessons/L01-thu.yaml:70:61: the name “*” stands here twice", 1 },
    { MAY, S_INIT("    active_tab: tab-mot"),
      S_INIT("    dialog: {title: Hỏi, buttons: [{id: co, label: Có}]}"),
      "lessons/L01-thu.yaml:64:21: the dialog of the screen covers “ma”", 2 },
    { MAY, S_INIT("active_tab: tab-mot"), S_INIT("active_tab: tab-hai"),
      "phones/may.yaml:7:5: active_tab “tab-hai” is none of the tabs", 1 },
    { MAY, S_INIT("id: dong-y"), S_INIT("id: dong"),
      "phones/may.yaml:17:21: the id “dong” stands on this screen twice", 1 },
    { L01, S_INIT("      tasks:"), S_INIT("        so: {widgets: [{space: {}}]}\n      tasks:"),
      "lessons/L01-thu.yaml:61:9: may@1.0 has a screen “so” already", 4 },
    { MAY, S_INIT("  hop:"), S_INIT("  so:"),
      "phones/may.yaml:23:3: the name “so” stands here twice", 1 },
    { L01, S_INIT("Không sao."),
      S_INIT("một hai ba bốn năm sáu bảy tám chín mười một hai ba bốn năm."),
      "lessons/L01-thu.yaml:26:13: a sentence has 15 words; 14 is the most", 1 },
    { L01, S_INIT("Chạm **nhẹ** thôi. Không sao."),
      S_INIT("Một hai ba bốn năm sáu bảy tám chín mười. Một hai ba bốn năm sáu bảy tám chín mười. "
             "Một hai ba bốn năm sáu bảy tám chín mười. "),
      "lessons/L01-thu.yaml:26:13: this text has 3 sentences; say it in two", 1 },
    { L01, S_INIT("vi: Không ạ."), S_INIT("vi: Sai rồi ạ."),
      "lessons/L01-thu.yaml:30:57: “sai rồi” is not said here: say what would happen instead; "
      "nobody is told off",
      1 },
    { L01, S_INIT("title: {vi: Bài thử"), S_INIT("title: {vi: Giờ có chứng nhận"),
      "lessons/L01-thu.yaml:12:8: “chứng nhận” is not said here: the kiosk certifies nothing; say "
      "«kết quả luyện tập tại Trạm Số»",
      1 },
    { L01, S_INIT("Chuyển tiền ngay"), S_INIT("Gọi 0912 345 678"),
      "lessons/L01-thu.yaml:36:16: “0912 345 678” looks like a real number: use the sample "
      "000160000000 or dots",
      1 },
    { L01, S_INIT("Send money now"), S_INIT("Send to 19012345678"),
      "lessons/L01-thu.yaml:36:16: “19012345678” looks like a real number: use the sample "
      "000160000000 or dots",
      1 },
    { L01, S_INIT("{vi: Trang một, en: Page one}"), S_INIT("Trang một"),
      "lessons/L01-thu.yaml:25:14: the English text is missing: {vi: …, en: …}", 1 },
    { L01, S_INIT("rieng.svg"), S_INIT("mat.svg"),
      "lessons/L01-thu.yaml:23:16: the picture mat.svg is neither in the pack nor in "
      "assets/pictures",
      1 },
    { MAY, S_INIT("icon: home"), S_INIT("icon: nowhere"),
      "phones/may.yaml:21:32: the font has no icon “nowhere”", 1 },
    { L01, S_INIT("      tasks:"), S_INIT("        la: {widgets: [{space: {}}]}\n      tasks:"),
      "lessons/L01-thu.yaml:61:9: no task uses the screen “la”", 1 },
    { L01, S_INIT("{\"*\": {vi: Nút khác ạ., en: Another.}, quay"), S_INIT("{quay"),
      "lessons/L01-thu.yaml:67:20: “wrong” lacks “*”, the reply to every other tap", 1 },
    { L01, S_INIT("review_by: 2027-05-01"), S_INIT("review_by: 2026-11-21"),
      "lessons/L01-thu.yaml:20:12: the facts were to be reviewed by 2026-11-21: verify them anew",
      1 },
    { L01, S_INIT("review_by: 2027-05-01"), S_INIT("review_by: 2026-11-01"),
      "lessons/L01-thu.yaml:20:12: review_by must be after verified_on (2026-11-01)", 1 },
    { PACK, S_INIT("  - M02-thu\n"), S_INIT(""),
      "lessons/M02-thu.yaml: pack.yaml does not list this lesson", 1 },
    { PACK, S_INIT("L40"), S_INIT("L64"), "pack.yaml:11:115: a lesson's code is L01–L63 or M01–M31",
      1 },
    { PACK, S_INIT("L40"), S_INIT("M02"), "pack.yaml:11:115: M02 stands in this track twice", 1 },
    { PACK, S_INIT("address: em"), S_INIT("address: anh"),
      "pack.yaml:11:96: “address” is one of: bac, co-chu, ban, em", 1 },
    { PACK, S_INIT("duong-hai"), S_INIT("duong-mot"),
      "pack.yaml:12:10: the track “duong-mot” stands here twice", 1 },
    { MAY, S_INIT("{vi: Ô, en: Tile}"), S_INIT("Ô chữ"),
      "phones/may.yaml:14:64: the English text is missing: {vi: …, en: …}", 1 },
};

static void every_mistake_is_named_with_its_place(void **state)
{
    struct fixture f;
    fixture_make(&f, *state);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const struct broken *c = &cases[i];
        struct problems problems = { .home = &f.home };
        fixture_edit(&f, c->file, c->find, c->replace);
        assert_int_not_equal(fixture_run(&f, &problems), FAIL_OK);
        assert_true(problems.count > 0);
        assert_string_equal(fixture_line(&f, &problems.items[0]).ptr, c->problem);
        if (problems.total != c->count)
            problems_print(&problems, stderr);
        assert_int_equal(problems.total, c->count);
        fixture_restore(&f, c->file);
    }
    struct problems none = { .home = &f.home };
    assert_int_equal(fixture_run(&f, &none), FAIL_OK);
    fixture_drop(&f);
}

int main(int count, char **args)
{
    if (count != 2)
        return 2;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_prestate(every_mistake_is_named_with_its_place, args[1]),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
