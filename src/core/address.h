/* How the kiosk addresses a learner: «bác», «cô/chú», «bạn» or «em», by the chosen track
 * (curriculum §5, reading level).
 *
 * All Vietnamese text is written to «bác», the learner it was made for first; for the others it is
 * reworded here, so that who writes a lesson writes plain sentences. «Bác» is reworded as a whole
 * word with its capitals, but not where it is no address: «bác sĩ», «Bác Hồ», «nhà bác học», «uyên
 * bác», «cô bác», «một bác gái». To the young («bạn», «em») a sentence does not end in «ạ». */
#ifndef CORE_ADDRESS_H
#define CORE_ADDRESS_H

#include "base/arena.h"

enum address { ADDRESS_BAC, ADDRESS_CO_CHU, ADDRESS_BAN, ADDRESS_EM, ADDRESS_COUNT };

/* «bac», «co-chu», «ban», «em»: its name in a pack. */
str address_name(enum address address);
/* Valid Vietnamese text written to «bác», reworded; the text itself when nothing changes. */
str address_text(arena *home, enum address address, str written);

#endif
