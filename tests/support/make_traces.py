#!/usr/bin/env python3
"""Writes the modelled hands of tests/ui/traces; the files named recorded-* come from
`tramso --touches` itself. Run it after the page of tests/ui/test_traces.c has changed:

    tests/support/make_traces.py tests/ui/traces

Tremor is modelled as a sine of 4-6 Hz and 2-4 mm in a direction that turns slowly, seen by a panel
that reports 125 times a second with 0.1 mm of noise. The same seed gives the same bytes."""
import math
import random
import sys

PANEL = (267724, 475954)
STEP_MS = 8
# Middles of the page's controls, micrometres.
LEFT, MIDDLE, RIGHT = (56000, 34000), (134000, 34000), (212000, 34000)
WORDS, EMPTY = (60000, 75000), (134000, 400000)
KEY_1, KEY_2, KEY_5 = (56000, 156000), (134000, 156000), (134000, 188000)
NEXT, NEXT_TOP_UM = (134000, 298000), 284600

FOLDER = sys.argv[1]


class Hand:
    def __init__(self, name, remark, *rules):
        self.name, self.random = name, random.Random(name)
        self.head = ["# " + remark] + ["# " + rule for rule in rules]
        self.lines = []

    def put(self, ms, what, at, finger=0):
        self.lines.append((ms, f"{ms} {what} {finger} {round(at[0])} {round(at[1])}"))

    def noisy(self, at, um=100):
        return at[0] + self.random.uniform(-um, um), at[1] + self.random.uniform(-um, um)

    def hold(self, start, end, path, finger=0):
        """One contact: path(ms since start) is where the finger is."""
        self.put(start, "down", self.noisy(path(0)), finger)
        for ms in range(start + STEP_MS, end, STEP_MS):
            self.put(ms, "move", self.noisy(path(ms - start)), finger)
        self.put(end, "up", self.noisy(path(end - start)), finger)
        return self

    def tap(self, start, end, at, finger=0):
        return self.hold(start, end, lambda ms: at, finger)

    def write(self):
        self.lines.sort(key=lambda line: line[0])
        with open(f"{FOLDER}/{self.name}.trace", "w", encoding="utf-8") as out:
            head = self.head + [f"panel {PANEL[0]} {PANEL[1]}"]
            out.write("\n".join(head + [text for _, text in self.lines]) + "\n")


def tremor(at, hertz, um, drift=(0, 0)):
    """A shaking finger about a place that drifts by so many micrometres a second."""

    def path(ms):
        swing = um * math.sin(2 * math.pi * hertz * ms / 1000)
        turn = 0.9 + ms / 2000
        return (at[0] + swing * math.cos(turn) + drift[0] * ms / 1000,
                at[1] + swing * math.sin(turn) + drift[1] * ms / 1000)

    return path


def straight(a, b, total):
    return lambda ms: (a[0] + (b[0] - a[0]) * ms / total, a[1] + (b[1] - a[1]) * ms / total)


def bounces(hand, start, contacts, path, finger=0):
    """contacts: (on, off) in ms. A new number for each contact, as drivers give."""
    at = start
    for on, off in contacts:
        began = at - start
        hand.hold(at, at + on, lambda ms, began=began: path(began + ms), finger)
        at += on + off
        finger += 1


def shaken(path, hertz, um):
    """The same way with a trembling hand."""

    def shaking(ms):
        at = path(ms)
        swing = um * math.sin(2 * math.pi * hertz * ms / 1000)
        turn = 0.9 + ms / 2000
        return at[0] + swing * math.cos(turn), at[1] + swing * math.sin(turn)

    return shaking


def swipes(hand):
    def up(um, x=134000, y=380000):
        return (x, y), (x, y - um)

    hand("swipe-young", "A quick flick.", "given: swipe", "expects: 190 swipes up").hold(
        100, 190, straight(*up(45000), 90))
    hand("swipe-slow", "An old hand: 24 mm in 1.8 s.", "given: swipe",
         "expects: 1900 swipes up").hold(100, 1900, straight(*up(24000), 1800))
    hand("swipe-tremor-5hz", "5 Hz, 3 mm.", "given: swipe", "expects: 1300 swipes up").hold(
        100, 1300, shaken(straight(*up(32000), 1200), 5, 3000))
    hand("swipe-tremor-6hz", "6 Hz, 4 mm, 20 mm far.", "given: swipe",
         "expects: 1000 swipes left").hold(
             100, 1000, shaken(straight((150000, 380000), (130000, 380000), 900), 6, 4000))
    hand("swipe-down", "", "given: swipe", "expects: 500 swipes down").hold(
        100, 500, shaken(straight((134000, 350000), (138000, 384000), 400), 4, 2000))
    hand("swipe-thumb", "A thumb goes in an arc.", "given: swipe", "expects: 700 swipes right").hold(
        100, 700, lambda ms: (100000 + 60000 * ms / 600,
                              380000 - 18000 * math.sin(math.pi * ms / 600)))
    hand("swipe-slanting", "30° from straight.", "given: swipe", "expects: 700 swipes right").hold(
        100, 700, straight((100000, 380000), (140000, 357000), 600))
    hand("swipe-and-back", "It comes back a little before it leaves.", "given: swipe",
         "expects: 900 swipes up").hold(
             100, 900, lambda ms: (134000, 380000 - 36000 * math.sin(math.pi * ms / 1150)))
    hand("swipe-from-key", "It begins on a key, which does not act.", "given: swipe",
         "expects: 700 swipes left").hold(
             100, 700, shaken(straight(KEY_5, (KEY_5[0] - 40000, KEY_5[1]), 600), 5, 2500))
    hand("swipe-in-button", "It ends in the wide button in which it began.", "given: swipe",
         "expects: 700 swipes left").hold(
             100, 700, straight(NEXT, (NEXT[0] - 30000, NEXT[1]), 600))
    broken = hand("swipe-breaks", "The contact breaks after 20 mm, as a panel under a light finger.",
                  "given: swipe", "expects: 300 swipes up")
    bounces(broken, 100, [(200, 40), (200, 0)],
            shaken(straight(*up(44000), 440), 5, 2000), 3)
    early = hand("swipe-breaks-early", "It breaks after 10 mm: told, then understood.",
                 "given: swipe", "expects: 200 swipes unclear", "expects: 540 swipes up")
    bounces(early, 100, [(100, 40), (300, 0)], straight(*up(44000), 440), 3)
    hand("swipe-short", "11 mm.", "given: swipe", "expects: 400 swipes unclear").hold(
        100, 400, straight(*up(11000), 300))
    hand("swipe-diagonal", "45°.", "given: swipe", "expects: 400 swipes unclear").hold(
        100, 400, straight((134000, 380000), (160000, 354000), 300))
    hand("swipe-asked-tap", "A touch that trembles is still a touch.", "given: swipe",
         "expects: 900 acts key-5").hold(100, 900, tremor(KEY_5, 5, 3000))
    palm = hand("swipe-palm", "The palm comes down after the finger.", "given: swipe",
                "expects: 800 swipes up")
    palm.hold(100, 800, straight(*up(30000), 700)).tap(300, 1500, EMPTY, 1)
    hand("swipe-not-asked", "Where none is asked for a swipe is nothing.",
         "expects: nothing").hold(100, 500, straight(*up(45000), 400))


def holds(hand):
    hand("hold-steady", "Seen while the finger is still down.", "given: hold",
         "expects: 700 holds glass").tap(100, 1500, KEY_5)
    hand("hold-tremor", "5 Hz, 3 mm.", "given: hold", "expects: 700 holds glass").hold(
        100, 1400, tremor(KEY_5, 5, 3000))
    hand("hold-drift", "It sinks 5 mm a second.", "given: hold", "expects: 700 holds glass").hold(
        100, 1600, tremor(KEY_5, 6, 3500, drift=(0, 5000)))
    broken = hand("hold-breaks", "Breaks of 20 to 40 ms.", "given: hold",
                  "expects: 700 holds glass")
    bounces(broken, 100, [(90, 30), (140, 20), (110, 40), (180, 25), (90, 35), (120, 0)],
            tremor(KEY_5, 5, 2500), 7)
    hand("hold-too-short", "A touch; it acts once it cannot go on.", "given: hold",
         "expects: 431 acts key-5").tap(100, 350, KEY_5)
    hand("hold-elsewhere", "A long press on another key is a tap.", "given: hold",
         "expects: 1500 acts key-1").tap(100, 1500, KEY_1)
    hand("hold-strays", "It wanders off: nothing.", "given: hold", "expects: nothing").hold(
        100, 1500, straight(KEY_5, (KEY_5[0] + 60000, KEY_5[1] + 30000), 900))
    hand("hold-glass", "Anywhere, where the whole glass is asked for.", "given: hold",
         "given: explore", "expects: 700 holds glass").hold(100, 1500, tremor(EMPTY, 5, 3000))
    hand("hold-glass-too-short", "Told to stay.", "given: hold", "given: explore",
         "expects: 331 lets-go glass").tap(100, 250, EMPTY)


def main():
    hands = []

    def hand(*words):
        hands.append(Hand(*words))
        return hands[-1]

    hand("steady-tap", "A quick young tap.", "expects: 190 acts key-5").tap(100, 190, KEY_5)
    hand("old-hand-drift", "A slow press that sinks 9 mm inside the button.",
         "expects: 1900 acts next").hold(
             100, 1900, straight((134000, 290000), (137000, 298500), 1800))
    hand("tremor-4hz", "Resting tremor, 4 Hz, 2 mm.", "expects: 1300 acts key-5").hold(
        100, 1300, tremor(KEY_5, 4, 2000))
    hand("tremor-5hz-edge", "5 Hz, 3 mm, half of it beyond the upper edge.",
         "expects: 1350 acts next").hold(100, 1350,
                                         tremor((134000, NEXT_TOP_UM + 500), 5, 3000))
    hand("tremor-6hz", "6 Hz, 4 mm, between two keys, drifting towards the other.",
         "expects: 1500 acts key-1").hold(
             100, 1500, tremor((88000, 156000), 6, 4000, drift=(2000, 0)))
    bounce = hand("tremor-breaks", "Contact breaks of 20 to 40 ms for 1.6 s, on a button that opens"
                  " another screen: one act.", "opens: next", "expects: 190 acts next")
    bounces(bounce, 100, [(90, 30), (140, 20), (110, 40), (180, 25), (90, 35), (120, 40),
                          (200, 22), (80, 38), (150, 20), (130, 0)], tremor(NEXT, 5, 2500), 7)
    bounce = hand("tremor-breaks-key", "The same on a key that stays: one digit.",
                  "expects: 180 acts key-5")
    bounces(bounce, 100, [(80, 40), (120, 30), (160, 40), (100, 20), (140, 35), (110, 40),
                          (170, 0)], tremor(KEY_5, 5, 2200))
    bounce = hand("tremor-short-contacts", "Every contact is shorter than a brush; together they"
                  " are a press.", "expects: 190 acts key-5")
    bounces(bounce, 100, [(35, 25), (30, 20), (40, 30), (35, 0)], tremor(KEY_5, 6, 2000))
    two = hand("tremor-two-presses", "Breaks, then a second press after 900 ms: two digits.",
               "expects: 190 acts key-5", "expects: 1390 acts key-5")
    bounces(two, 100, [(90, 30), (110, 25), (120, 0)], tremor(KEY_5, 5, 2000))
    bounces(two, 1300, [(90, 30), (110, 0)], tremor(KEY_5, 5, 2000), 3)
    palm = hand("finger-then-palm", "The palm comes down after the finger.",
                "expects: 420 acts key-5")
    palm.tap(100, 420, KEY_5).tap(180, 1300, EMPTY, 1)
    palm = hand("palm-then-finger", "The palm rests where nothing is: the finger that comes after it"
                " is heard, then and later.", "expects: 600 acts key-5", "expects: 1700 acts key-5")
    palm.tap(100, 1300, EMPTY).tap(400, 600, KEY_5, 1).tap(1600, 1700, KEY_5, 2)
    palm = hand("palm-brush", "A sleeve brushes over three controls.", "expects: nothing")
    palm.tap(100, 145, LEFT).tap(230, 270, MIDDLE, 1).tap(500, 549, NEXT, 2)
    hand("double-tap", "A mouse user's double tap acts once.", "expects: 170 acts next").tap(
        100, 170, NEXT).tap(290, 360, NEXT, 1)
    hand("long-press", "Five seconds.", "expects: 5100 acts key-5").hold(
        100, 5100, tremor(KEY_5, 1, 300))
    hand("slide-off", "Slid off to think again.", "expects: nothing").hold(
        100, 700, straight(NEXT, (134000, 400000), 600))
    hand("slide-off-and-back", "And back.", "expects: 1500 acts next").hold(
        100, 1500, lambda ms: (134000, 298000 + 100000 * math.sin(math.pi * ms / 1400)))
    hand("slip-onto-neighbour", "5.3 mm from key 1 onto key 2: key 1 was meant.",
         "expects: 300 acts key-1").hold(100, 300, straight((92300, 156000), (97600, 156000), 200))
    hand("slip-too-far", "9 mm from key 1 onto key 2: neither.", "expects: nothing").hold(
        100, 300, straight((91000, 156000), (100000, 156000), 200))
    hand("release-5.9-outside", "", "expects: 400 acts next").hold(
        100, 400, straight(NEXT, (134000, NEXT_TOP_UM - 5900), 300))
    hand("release-6.5-outside", "", "expects: nothing").hold(
        100, 400, straight(NEXT, (134000, NEXT_TOP_UM - 6500), 300))
    hand("held-through-screen", "The screen changes under the finger.", "screen: 400",
         "expects: nothing").tap(100, 900, NEXT)
    hand("new-screen-deaf", "Too early for the new screen, then not.", "screen: 200",
         "expects: 900 acts next").tap(350, 450, NEXT).tap(800, 900, NEXT, 1)
    hand("two-fingers", "Both hands: the first one.", "expects: 500 acts left").tap(
        100, 500, LEFT, 3).tap(150, 400, RIGHT, 4)
    hand("across-three", "Wiped across three buttons.", "expects: nothing").hold(
        100, 600, straight(LEFT, RIGHT, 500))
    lost = hand("lost", "The system takes the touch away.", "expects: 900 acts next")
    lost.put(100, "down", NEXT)
    lost.put(180, "move", NEXT)
    lost.put(300, "lost", NEXT)
    lost.tap(800, 900, NEXT, 1)
    hand("two-keys", "Two digits 170 ms after one another.", "expects: 210 acts key-1",
         "expects: 490 acts key-2").tap(100, 210, KEY_1).tap(380, 490, KEY_2, 1)
    ear = hand("explore-tremor", "«Sờ để nghe» with breaks: named once, then acts; words are read"
               " once.", "given: explore", "expects: 190 names key-5", "expects: 1390 acts key-5",
               "expects: 2590 reads words")
    bounces(ear, 100, [(90, 30), (200, 25), (220, 40), (160, 20), (150, 0)], tremor(KEY_5, 5, 2000))
    bounces(ear, 1300, [(90, 30), (110, 0)], tremor(KEY_5, 5, 2000), 6)
    bounces(ear, 2500, [(90, 30), (150, 20), (120, 0)], tremor(WORDS, 5, 1500), 9)
    swipes(hand)
    holds(hand)
    for one in hands:
        one.head = [line for line in one.head if line != "# "]
        one.write()


main()
