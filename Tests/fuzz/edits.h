/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Damage to the bytes of a file: what a disk, a copy or another program makes of it, as a list in the input.
 *
 * Each edit is a byte for its kind and three for its place, then what the kind needs.
 */
#ifndef FUZZ_EDITS_H
#define FUZZ_EDITS_H

#include "input.h"

struct damaged {
  uint8_t *bytes;
  size_t length;
};

enum { most_edits = 64 };

static inline void apply_edits(struct damaged *file, struct input *input)
{
  for (int edit = 0; edit < most_edits && input->length >= 4 && file->length > 0; edit++) {
    unsigned kind = take_byte(input) % 6;
    size_t place = take_place(input) % file->length, left = file->length - place;
    size_t from, count;
    switch (kind) {
    case 0: file->bytes[place] = (uint8_t)take_byte(input); break;
    case 1: file->bytes[place] ^= (uint8_t)(1u << (take_byte(input) & 7)); break;
    case 2: /* a run of one byte, such as a block of zeros */
      count = take_byte(input) * 16u;
      memset(file->bytes + place, (int)take_byte(input), count < left ? count : left);
      break;
    case 3: /* a number of 32 bits, the lowest byte first */
      for (size_t i = 0; i < 4 && i < left; i++)
        file->bytes[place + i] = (uint8_t)take_byte(input);
      break;
    case 4: /* bytes of another place */
      from = take_place(input) % file->length;
      count = take_byte(input) * 16u;
      if (count > left)
        count = left;
      if (count > file->length - from)
        count = file->length - from;
      memmove(file->bytes + place, file->bytes + from, count);
      break;
    default: /* seldom: the file ends here */
      if (take_byte(input) == 0xEE)
        file->length = place;
    }
  }
}

/* A copy in memory of exactly its size, to be edited; released with free. */
static inline struct damaged copy_of(const char *bytes, size_t length)
{
  struct damaged file = {malloc(length ? length : 1), length};
  if (!file.bytes)
    die("out of memory");
  memcpy(file.bytes, bytes, length);
  return file;
}

#endif
