/* SPDX-License-Identifier: Apache-2.0 */
/* A folder for the time that the program runs. */
#ifndef PERSONSD_PLAY_FOLDER_H
#define PERSONSD_PLAY_FOLDER_H

#include <stdbool.h>

enum { folder_size = 4000 };

/* Make it under $TMPDIR, for this user alone, to be removed with everything in it when the program
   exits. NULL, having said why. */
const char *make_folder(void);

/* Remove a file of a directory of persons there, and those that belong to it. */
void remove_directory_file(const char *path);

#endif
