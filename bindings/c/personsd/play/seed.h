/* SPDX-License-Identifier: Apache-2.0 */
/* Fills a directory with the groups, events and persons of a play file, or with made-up ones. */
#ifndef PERSONSD_PLAY_SEED_H
#define PERSONSD_PLAY_SEED_H

#include "problem.h"

#include <persons.h>

/* Check the kinds of "groups", "events" and "persons"; what is in them the library checks. */
bool check_seed(json_t *scene, problem *problem);

/* Fill a directory that is empty; one that is not stays. Writes a file into the folder. */
bool sow(json_t *scene, persons_directory *directory, const char *folder, problem *problem);

#endif
