/* SPDX-License-Identifier: Apache-2.0 */
/* The made-up persons of a stand-in whose play file names none. */
#ifndef PERSONSD_PLAY_SAMPLE_H
#define PERSONSD_PLAY_SAMPLE_H

#include <jansson.h>

/* {"groups":[…],"events":[…],"persons":[…]}, always the same. */
json_t *make_sample(void);

#endif
