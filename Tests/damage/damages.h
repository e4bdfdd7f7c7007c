/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a disk, a copy or somebody else's program makes of a file. One variant of the store is
 * made from the good files by a number alone, so that it can be made again.
 */
#ifndef DAMAGE_DAMAGES_H
#define DAMAGE_DAMAGES_H

#include "../../bindings/c/tests/support.h"

enum { page_size = 4096, log_head = 32, frame_head = 24, longest_run = 8192 };

typedef struct {
  unsigned char *bytes;
  size_t length;
} file_bytes;

typedef struct {
  file_bytes old, closed, killed, killed_log;
} good_files;

typedef struct {
  file_bytes database, log;
  char what[120];
} variant;

static inline file_bytes load(const char *folder, const char *name)
{
  char *path = text_of("%s/%s", folder, name);
  file_bytes file;
  file.bytes = (unsigned char *)read_whole(path, &file.length);
  if (!file.bytes)
    die("damage: no file %s", path);
  free(path);
  return file;
}

static inline file_bytes copied(file_bytes file)
{
  file_bytes copy = {malloc(file.length + 1), file.length};
  if (!copy.bytes)
    die("out of memory");
  memcpy(copy.bytes, file.bytes, file.length);
  return copy;
}

static inline uint32_t big_endian(const unsigned char *bytes)
{
  return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

static inline void put_big_endian(unsigned char *bytes, uint32_t value)
{
  for (int i = 0; i < 4; i++)
    bytes[i] = (unsigned char)(value >> (24 - 8 * i));
}

/* Add to the running checksum of a log, whose words are as its first number says. */
static inline void add_to_checksum(uint32_t sum[2], const unsigned char *bytes, size_t length,
                                   int is_big)
{
  for (size_t i = 0; i + 8 <= length; i += 8) {
    uint32_t words[2];
    for (int w = 0; w < 2; w++) {
      uint32_t value = big_endian(bytes + i + 4 * w);
      words[w] = is_big ? value : __builtin_bswap32(value);
    }
    sum[0] += words[0] + sum[1];
    sum[1] += words[1] + sum[0];
  }
}

/* Make the checksums of a damaged log right again, so that its pages are taken. */
static inline void seal_log(file_bytes log)
{
  uint32_t sum[2] = {0, 0};
  int is_big = (int)(big_endian(log.bytes) & 1);
  add_to_checksum(sum, log.bytes, 24, is_big);
  put_big_endian(log.bytes + 24, sum[0]);
  put_big_endian(log.bytes + 28, sum[1]);
  for (size_t at = log_head; at + frame_head + page_size <= log.length;
       at += frame_head + page_size) {
    memcpy(log.bytes + at + 8, log.bytes + 16, 8);
    add_to_checksum(sum, log.bytes + at, 8, is_big);
    add_to_checksum(sum, log.bytes + at + frame_head, page_size, is_big);
    put_big_endian(log.bytes + at + 16, sum[0]);
    put_big_endian(log.bytes + at + 20, sum[1]);
  }
}

typedef enum {
  bits, cut, cut_at_page, zeros, noise, swapped, doubled, older, head, page_head, many_zeros,
  grown, damage_kinds
} damage_kind;

static inline void say(variant *result, const char *name, const char *what, size_t place,
                       size_t length)
{
  snprintf(result->what, sizeof result->what, "%s: %s at %zu, %zu", name, what, place, length);
}

/* Damage one file, whose pieces begin behind `first` and are so long. */
static inline void damage_file(variant *result, file_bytes *file, const char *name, size_t first,
                               size_t piece, const file_bytes *earlier, uint64_t *random)
{
  damage_kind kind = (damage_kind)pick(random, damage_kinds);
  size_t place = pick(random, (unsigned)file->length);
  size_t length = 1 + pick(random, longest_run);
  size_t pieces = (file->length - first) / piece;
  size_t one = first + pick(random, (unsigned)pieces) * piece;
  size_t other = first + pick(random, (unsigned)pieces) * piece;
  if (length > file->length - place)
    length = file->length - place;
  switch (kind) {
  case bits:
    length = 1 + pick(random, 4);
    for (size_t i = 0; i < length; i++) {
      place = pick(random, (unsigned)file->length);
      file->bytes[place] ^= (unsigned char)(1 << pick(random, 8));
    }
    say(result, name, "bits", place, length);
    break;
  case cut:
    file->length = place;
    say(result, name, "cut", place, 0);
    break;
  case cut_at_page:
    file->length = one;
    say(result, name, "cut at a page", one, 0);
    break;
  case zeros:
    memset(file->bytes + place, 0, length);
    say(result, name, "zeros", place, length);
    break;
  case noise:
    length = 1 + length % 512;
    if (length > file->length - place)
      length = file->length - place;
    for (size_t i = 0; i < length; i++)
      file->bytes[place + i] = (unsigned char)pick(random, 256);
    say(result, name, "noise", place, length);
    break;
  case swapped:
    for (size_t i = 0; i < piece; i++) {
      unsigned char byte = file->bytes[one + i];
      file->bytes[one + i] = file->bytes[other + i];
      file->bytes[other + i] = byte;
    }
    say(result, name, "pages swapped", one, other);
    break;
  case doubled:
    memmove(file->bytes + one, file->bytes + other, piece);
    say(result, name, "a page over another", one, other);
    break;
  case older:
    if (earlier) {
      place = pick(random, (unsigned)(earlier->length / page_size)) * (size_t)page_size;
      memcpy(file->bytes + place, earlier->bytes + place, page_size);
      say(result, name, "an older page", place, page_size);
    } else {
      file->bytes[one + pick(random, frame_head)] ^= (unsigned char)(1 << pick(random, 8));
      say(result, name, "a frame's head", one, 0);
    }
    break;
  case head:
    place = pick(random, first ? (unsigned)first : 100);
    file->bytes[place] = (unsigned char)pick(random, 256);
    say(result, name, "a byte of the head", place, 1);
    break;
  case page_head:
    place = one + pick(random, 48);
    file->bytes[place] = (unsigned char)pick(random, 256);
    say(result, name, "a byte of a page's head", place, 1);
    break;
  case many_zeros:
    for (int i = 0; i < 3; i++) {
      one = first + pick(random, (unsigned)pieces) * piece;
      memset(file->bytes + one, 0, piece);
    }
    say(result, name, "pages of zeros", one, 3 * piece);
    break;
  default: {
    unsigned char *longer = realloc(file->bytes, file->length + length);
    if (!longer)
      die("out of memory");
    for (size_t i = 0; i < length; i++)
      longer[file->length + i] = (unsigned char)pick(random, 256);
    file->bytes = longer;
    say(result, name, "grown", file->length, length);
    file->length += length;
    break;
  }
  }
}

/* The variant with this number. */
static inline variant make_variant(const good_files *good, uint64_t seed, long number)
{
  uint64_t random = (seed * 1000003u + (uint64_t)number) * 2 + 1;
  variant result = {{NULL, 0}, {NULL, 0}, ""};
  unsigned choice;
  for (int i = 0; i < 8; i++)
    next_random(&random);
  choice = pick(&random, 100);
  if (choice < 60) {
    result.database = copied(good->closed);
    damage_file(&result, &result.database, "closed", 0, page_size, &good->old, &random);
  } else if (choice < 75) {
    result.database = copied(good->killed);
    result.log = copied(good->killed_log);
    damage_file(&result, &result.database, "killed", 0, page_size, &good->old, &random);
  } else if (choice < 96) {
    result.database = copied(good->killed);
    result.log = copied(good->killed_log);
    damage_file(&result, &result.log, "log", log_head, frame_head + page_size, NULL, &random);
    if (pick(&random, 2) && result.log.length >= log_head) {
      seal_log(result.log);
      strncat(result.what, ", sealed", sizeof result.what - strlen(result.what) - 1);
    }
  } else {
    /* The log of another time than the database's. */
    result.database = copied(pick(&random, 2) ? good->old : good->closed);
    result.log = copied(good->killed_log);
    say(&result, "log", "beside an older database", 0, result.database.length);
  }
  return result;
}

static inline void forget_variant(variant *made)
{
  free(made->database.bytes);
  free(made->log.bytes);
}

#endif
