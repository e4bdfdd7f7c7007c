/* SPDX-License-Identifier: Apache-2.0 */
/* Import and export, with their reports, callbacks and refusals. */
#ifndef HARNESS_TRANSFER_H
#define HARNESS_TRANSFER_H

#include "expect.h"

static const char three_rows[] =
    "{\"group\":{\"group_id\":\"g1\",\"external_ref\":\"r1\",\"name\":\"One\"}}\n"
    "{\"personId\":\"a\",\"firstName\":\"Ada\",\"lastName\":\"Lovelace\","
    "\"email\":\"ada@example.org\",\"groupIds\":[\"g1\"]}\n"
    "\n"
    "{\"personId\":\"b\",\"firstName\":7}\n";

/* Counts its calls, and stops at the one that the context names (0: never). */
typedef struct {
  int calls;
  int stop_at;
} progress_state;

static inline int count_progress(void *context, int64_t done, int64_t bytes, int64_t total)
{
  progress_state *state = context;
  state->calls++;
  HOLDS(done >= 0 && bytes >= 0 && total >= -1);
  return state->calls == state->stop_at;
}

static inline void check_import(persons_directory *directory, const char *folder)
{
  char *rows = text_of("%s/rows.ndjson", folder), *report = text_of("%s/report.ndjson", folder);
  char *options = text_of("{\"report\":\"%s\"}", report), *lines;
  progress_state state = {0, 0};
  write_whole(rows, three_rows, sizeof three_rows - 1);
  GIVES(persons_import(directory, rows, options, count_progress, &state, OUT), "failed", "1");
  lines = read_whole(report, NULL);
  HOLDS(lines && strstr(lines, "\"personId\":\"a\"") && strstr(lines, "\"action\":\"created\"") &&
        strstr(lines, "\"success\":false"));
  free(lines);
  GIVES(persons_import(directory, rows, NULL, NULL, NULL, OUT), "unchanged", "1");
  GIVES(persons_import(directory, rows, NULL, NULL, NULL, OUT), "errors.0.row", "3");
  REFUSED(persons_import(directory, rows, "{\"on_error\":\"stop\"}", NULL, NULL, OUT),
          PERSONS_INVALID, "import_stopped");
  REFUSED_AT(persons_import(directory, rows, "{\"on_eror\":\"stop\"}", NULL, NULL, OUT),
             PERSONS_INVALID, "unknown_key", "on_eror");
  REFUSED(persons_import(directory, "/nowhere/rows.ndjson", NULL, NULL, NULL, OUT),
          PERSONS_NOT_FOUND, "no_such_file");
  REFUSED(persons_import(directory, NULL, NULL, NULL, NULL, OUT), PERSONS_MISUSE, "null_argument");
  free(rows);
  free(report);
  free(options);
}

static inline void check_export(persons_directory *directory, const char *folder)
{
  char *first = text_of("%s/first.ndjson", folder), *second = text_of("%s/second.ndjson", folder);
  persons_directory *copy = memory_directory();
  char *one, *two;
  struct stat status;
  GIVES(persons_export(directory, first, NULL, NULL, NULL, OUT), "persons", "1");
  HOLDS(stat(first, &status) == 0 && (status.st_mode & 07777) == 0600);
  REFUSED(persons_export(directory, first, NULL, NULL, NULL, OUT), PERSONS_CONFLICT,
          "file_exists");
  GIVES(persons_export(directory, first, "{\"overwrite\":true}", NULL, NULL, OUT), "groups", "1");
  REFUSED(persons_export(directory, "/nowhere/out.ndjson", NULL, NULL, NULL, OUT),
          PERSONS_NOT_FOUND, "no_such_folder");
  REFUSED(persons_export(directory, NULL, NULL, NULL, NULL, OUT), PERSONS_MISUSE, "null_argument");
  GIVES(persons_import(copy, first, NULL, NULL, NULL, OUT), "failed", "0");
  GIVES(persons_export(copy, second, NULL, NULL, NULL, OUT), "persons", "1");
  one = read_whole(first, NULL);
  two = read_whole(second, NULL);
  HOLDS(one && two && strcmp(one, two) == 0);
  free(one);
  free(two);
  free(first);
  free(second);
  persons_close(copy);
}

/* A long import is stopped by its callback, resumed, and refused when changed. */
static inline void check_resume(const char *folder)
{
  char *rows = text_of("%s/many.ndjson", folder), *out = text_of("%s/cut.ndjson", folder);
  persons_directory *directory = memory_directory();
  progress_state state = {0, 4};
  FILE *file = fopen(rows, "we");
  if (!file)
    die("cannot write %s", rows);
  for (int i = 0; i < 5000; i++)
    fprintf(file, "{\"externalRef\":\"r%d\",\"firstName\":\"F%d\",\"lastName\":\"L%d\","
            "\"email\":\"e%d@example.org\"}\n", i, i, i, i);
  fclose(file);
  REFUSED(persons_import(directory, rows, NULL, count_progress, &state, OUT),
          PERSONS_INTERRUPTED, "interrupted");
  HOLDS(state.calls == 4);
  state = (progress_state){0, 1};
  GIVES(persons_import(directory, rows, "{\"resume\":true}", NULL, NULL, OUT), "failed", "0");
  GIVES(persons_stats(directory, OUT), "persons", "5000");
  REFUSED(persons_export(directory, out, NULL, count_progress, &state, OUT),
          PERSONS_INTERRUPTED, "interrupted");
  HOLDS(access(out, F_OK) != 0);
  state = (progress_state){0, 0};
  GIVES(persons_export(directory, out, NULL, count_progress, &state, OUT), "persons", "5000");
  HOLDS(state.calls >= 5);
  persons_close(directory);

  directory = memory_directory();
  state = (progress_state){0, 4};
  REFUSED(persons_import(directory, rows, NULL, count_progress, &state, OUT),
          PERSONS_INTERRUPTED, "interrupted");
  if (truncate(rows, 10) != 0)
    die("cannot change %s", rows);
  REFUSED(persons_import(directory, rows, "{\"resume\":true}", NULL, NULL, OUT),
          PERSONS_CONFLICT, "import_changed");
  persons_close(directory);
  free(rows);
  free(out);
}

static inline void check_transfer(const char *folder)
{
  persons_directory *directory = memory_directory();
  check_import(directory, folder);
  check_export(directory, folder);
  persons_close(directory);
  check_resume(folder);
}

#endif
