/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An input of the fuzzer, taken apart: single bytes, lines, and the rest. Every text is copied into memory of
 * exactly its size, so that AddressSanitizer sees a library that reads one byte too many.
 */
#ifndef FUZZ_INPUT_H
#define FUZZ_INPUT_H

#include "../../bindings/c/tests/support.h"

struct input {
  const uint8_t *bytes;
  size_t length;
};

/* The next byte; 0 behind the end. */
static inline unsigned take_byte(struct input *input)
{
  if (input->length == 0)
    return 0;
  input->length--;
  return *input->bytes++;
}

/* The next three bytes as a number, the lowest first. */
static inline uint32_t take_place(struct input *input)
{
  uint32_t low = take_byte(input), middle = take_byte(input), high = take_byte(input);
  return low | middle << 8 | high << 16;
}

/* The bytes as a text for C: it ends at the first NUL. Released with free. */
static inline char *exact_text(const uint8_t *bytes, size_t length)
{
  char *text = length ? strndup((const char *)bytes, length) : strdup("");
  if (!text)
    die("out of memory");
  return text;
}

/* What stands before the next line feed, or the rest. Released with free. */
static inline char *take_line(struct input *input)
{
  const uint8_t *end = input->length ? memchr(input->bytes, '\n', input->length) : NULL;
  size_t length = end ? (size_t)(end - input->bytes) : input->length;
  char *line = exact_text(input->bytes, length);
  input->bytes += length + (end != NULL);
  input->length -= length + (end != NULL);
  return line;
}

/* All that is left, as a text. Released with free. */
static inline char *take_rest(struct input *input)
{
  char *text = exact_text(input->bytes, input->length);
  input->bytes += input->length;
  input->length = 0;
  return text;
}

#endif
