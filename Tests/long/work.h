/* SPDX-License-Identifier: Apache-2.0 */
/* The work of a host that never ends: a thousand persons who come, change and go, and every kind of call on them. */
#ifndef LONG_WORK_H
#define LONG_WORK_H

#include "../../bindings/c/tests/answer.h"

enum { persons_kept = 1000 };

typedef struct {
  char *folder;
  char *path;           /* of the directory that calls are made on */
  char *opened_path;    /* of the one that is opened and closed */
  persons_directory *directory;
  long failures;
  long deletions;
} work;

/* Release an answer; its status must be one of two. */
static inline void done_with(work *self, const char *name, int status, int wanted, int or_wanted, char *out)
{
  if (status != wanted && status != or_wanted && self->failures++ < 5)
    printf("FAIL %s answered %s: %.200s\n", name, persons_status_name(status), out ? out : "");
  persons_free(out);
}

#define DONE(name, ok, other, ...) do { \
    char *out = NULL; \
    int status = persons_##name(__VA_ARGS__, &out); \
    done_with(self, #name, status, ok, other, out); \
  } while (0)

static inline void create_numbered(work *self, long number)
{
  char *request = text_of("{\"personId\":\"p%ld\",\"firstName\":\"First%ld\",\"lastName\":\"Last%ld\","
                          "\"email\":\"e%ld@example.org\",\"phoneNumber\":\"+1 555 %07ld\"}", number % persons_kept,
                          number % 97, number % 89, number % 1000, number % 10000000);
  DONE(create, PERSONS_OK, PERSONS_CONFLICT, self->directory, request);
  free(request);
}

static inline void begin_work(work *self)
{
  self->path = text_of("%s/calls.db", self->folder);
  self->opened_path = text_of("%s/opened.db", self->folder);
  if (persons_open(self->path, "{\"durability\":\"relaxed\"}", &self->directory, NULL) != PERSONS_OK)
    die("cannot open %s", self->path);
  for (long i = 0; i < persons_kept; i++)
    create_numbered(self, i);
  DONE(put_event, PERSONS_OK, PERSONS_OK, self->directory, "{\"eventId\":\"e\",\"name\":\"Meeting\"}");
  DONE(put_group, PERSONS_OK, PERSONS_OK, self->directory, "{\"group_id\":\"g\"}");
}

static inline void end_work(work *self)
{
  DONE(check, PERSONS_OK, PERSONS_OK, self->directory);
  persons_close(self->directory);
  remove_folder(self->folder);
  free(self->folder);
  free(self->path);
  free(self->opened_path);
}

/* Open, write one person into it, read them, close. */
static inline void open_once(work *self, const char *location)
{
  persons_directory *directory = NULL;
  char *out = NULL;
  int status = persons_open(location, "{\"durability\":\"relaxed\"}", &directory, &out);
  done_with(self, "open", status, PERSONS_OK, PERSONS_OK, out);
  DONE(create, PERSONS_OK, PERSONS_CONFLICT, directory, "{\"personId\":\"p\",\"firstName\":\"Ada\",\"lastName\":\"L\",\"email\":\"a\"}");
  DONE(get, PERSONS_OK, PERSONS_OK, directory, "p");
  persons_close(directory);
}

static inline void open_memory(work *self, long number)
{
  (void)number;
  open_once(self, ":memory:");
}

static inline void open_file(work *self, long number)
{
  (void)number;
  open_once(self, self->opened_path);
}

/* Calls that write are one in eight; who is deleted comes again, so that there are about a thousand persons always. */
static inline void write_something(work *self, long number, const char *id)
{
  char *request = text_of("{\"city\":\"Town%ld\",\"customFields\":{\"n\":%ld}}", number % 500, number);
  switch (number / 8 % 8) {
  case 0:
    self->deletions++;
    DONE(delete, PERSONS_OK, PERSONS_NOT_FOUND, self->directory, id);
    break;
  case 1:
    create_numbered(self, number);
    break;
  case 2:
    DONE(upsert, PERSONS_OK, PERSONS_OK, self->directory,
         "{\"persons\":[{\"external_ref\":\"u\",\"first_name\":\"Una\",\"group_ids\":[\"g\"]}]}");
    break;
  case 3:
    DONE(put_group, PERSONS_OK, PERSONS_OK, self->directory, "{\"group_id\":\"g\",\"name\":\"Group\"}");
    break;
  default:
    DONE(update, PERSONS_OK, PERSONS_NOT_FOUND, self->directory, id, request);
  }
  free(request);
}

static inline void make_call(work *self, long number)
{
  char *id = text_of("p%ld", number * 7919 % persons_kept), *request = NULL;
  switch (number % 8) {
  case 0:
    write_something(self, number, id);
    break;
  case 1:
    request = text_of("{\"identifier\":\"%s\"}", id);
    DONE(find, PERSONS_OK, PERSONS_NOT_FOUND, self->directory, request);
    break;
  case 2:
    request = text_of("{\"query\":\"first%ld las\",\"limit\":3}", number % 97);
    if (number % 64 == 2)
      DONE(search, PERSONS_OK, PERSONS_OK, self->directory, request);
    else
      DONE(find, PERSONS_OK, PERSONS_NOT_FOUND, self->directory, "{\"email_address\":\"e7@example.org\"}");
    break;
  case 3:
    DONE(list, PERSONS_OK, PERSONS_OK, self->directory, "{\"limit\":3}");
    break;
  case 4:
    DONE(get, PERSONS_NOT_FOUND, PERSONS_NOT_FOUND, self->directory, "nobody");
    break;
  case 5:
    DONE(list_groups, PERSONS_OK, PERSONS_OK, self->directory, NULL);
    break;
  case 6:
    DONE(find, PERSONS_INVALID, PERSONS_INVALID, self->directory, "{\"no such key\":1}");
    break;
  default:
    DONE(get, PERSONS_OK, PERSONS_NOT_FOUND, self->directory, id);
  }
  free(request);
  free(id);
}

#endif
