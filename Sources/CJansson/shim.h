/* SPDX-License-Identifier: Apache-2.0 */
/* jansson for Swift, and the macros of it that Swift does not see. */
#include <jansson.h>

/* Because json_typeof is a macro. */
static inline int persons_json_typeof(const json_t *value) { return (int)json_typeof(value); }

/* Because the enum and the function have one name, json_error_code. */
static inline int persons_json_error_code(const json_error_t *error)
{
  return (int)json_error_code(error);
}

/* Because json_decref is an inline function over an atomic built-in. */
static inline void persons_json_release(json_t *value) { json_decref(value); }
