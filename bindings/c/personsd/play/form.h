/* SPDX-License-Identifier: Apache-2.0 */
/* A form, application/x-www-form-urlencoded, and base64: what OAuth is written in. */
#ifndef PERSONSD_PLAY_FORM_H
#define PERSONSD_PLAY_FORM_H

#include <stdbool.h>
#include <stddef.h>

enum { most_form_bytes = 16 << 10, most_form_values = 32 };

typedef struct {
  char *text;
  size_t count;
  struct {
    const char *name, *value;
  } values[most_form_values];
} form;

/* Read a form. False when it is none, is too large, or has a name twice. Released in any case. */
bool read_form(form *form, const char *bytes, size_t length);
void release_form(form *form);
/* NULL when it is absent. */
const char *form_value(const form *form, const char *name);

/* Decode in its place. False for a bad escape or a NUL byte. */
bool decode_form_text(char *text);
/* Decode to a text. False when it is none or has no room. */
bool decode_base64(const char *encoded, char *text, size_t size);

#endif
