/* SPDX-License-Identifier: Apache-2.0 */
/* The play file: who may ask, who is in the directory, and which faults are played. */
#ifndef PERSONSD_PLAY_SCENE_H
#define PERSONSD_PLAY_SCENE_H

#include "faults.h"

/* Read and check a play file. NULL, having said why. The faults are the caller's. */
json_t *read_scene(const char *path, fault_list **faults);

#endif
