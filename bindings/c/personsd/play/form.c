/* SPDX-License-Identifier: Apache-2.0 */
/* A form, application/x-www-form-urlencoded, and base64. */
#include "form.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static int digit_of(char letter)
{
  static const char digits[] = "0123456789abcdef";
  const char *found = letter ? strchr(digits, tolower((unsigned char)letter)) : NULL;
  return found ? (int)(found - digits) : -1;
}

bool decode_form_text(char *text)
{
  char *to = text;
  for (; *text; text++, to++) {
    int high, low;
    *to = *text == '+' ? ' ' : *text;
    if (*text != '%')
      continue;
    high = digit_of(text[1]);
    low = high < 0 ? -1 : digit_of(text[2]);
    if (low < 0 || (high == 0 && low == 0))
      return false;
    *to = (char)(high * 16 + low);
    text += 2;
  }
  *to = 0;
  return true;
}

static bool add_value(form *form, char *pair)
{
  char *equals = strchr(pair, '=');
  if (!*pair)
    return true;
  if (!equals || form->count == most_form_values)
    return false;
  *equals = 0;
  if (!decode_form_text(pair) || !decode_form_text(equals + 1) || form_value(form, pair))
    return false;
  form->values[form->count].name = pair;
  form->values[form->count++].value = equals + 1;
  return true;
}

bool read_form(form *form, const char *bytes, size_t length)
{
  char *rest, *pair;
  memset(form, 0, sizeof *form);
  if (length > most_form_bytes || (length > 0 && memchr(bytes, 0, length)))
    return false;
  form->text = strndup(length > 0 ? bytes : "", length);
  rest = form->text;
  while (rest && (pair = strsep(&rest, "&")))
    if (!add_value(form, pair))
      return false;
  return form->text != NULL;
}

void release_form(form *form)
{
  free(form->text);
  memset(form, 0, sizeof *form);
}

const char *form_value(const form *form, const char *name)
{
  for (size_t i = 0; i < form->count; i++)
    if (strcmp(form->values[i].name, name) == 0)
      return form->values[i].value;
  return NULL;
}

bool decode_base64(const char *encoded, char *text, size_t size)
{
  static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  unsigned bits = 0, count = 0;
  size_t length = 0, padding;
  for (; *encoded && *encoded != '='; encoded++) {
    const char *found = strchr(letters, *encoded);
    if (!found)
      return false;
    bits = (bits << 6 | (unsigned)(found - letters)) & 0xffff;
    count += 6;
    if (count < 8)
      continue;
    count -= 8;
    if (length + 1 >= size || (bits >> count & 0xff) == 0)
      return false;
    text[length++] = (char)(bits >> count & 0xff);
  }
  text[length] = 0;
  padding = strspn(encoded, "=");
  return padding <= 2 && !encoded[padding] && length > 0;
}
