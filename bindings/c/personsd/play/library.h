/* SPDX-License-Identifier: Apache-2.0 */
/* Calls of the library that set a stage, and its errors as problems of the play file. */
#ifndef PERSONSD_PLAY_LIBRARY_H
#define PERSONSD_PLAY_LIBRARY_H

#include "problem.h"

#include <persons.h>

/* Note the error of a call, which it releases, at its field under a place; false always. */
bool refuse_with_error(problem *problem, const char *place, int status, char *error);
/* The same of an error that is parsed: {"message","field"}. */
bool refuse_with_parsed(problem *problem, const char *place, int status, json_t *error);

/* Open a file as its owner. NULL, having noted why. */
persons_directory *open_as_owner(const char *path, const char *organization, bool create,
                                 const char *place, problem *problem);
/* Make an organization where it is absent. */
bool make_organization(persons_directory *directory, const char *slug, const char *place,
                       problem *problem);

#endif
