/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An import file: NDJSON in both dialects of keys, with groups and events, by the owner.
 *
 * Input: a byte of flags, then the file.
 */
#include "shape.h"
#include "world.h"

#include "run.h"

enum flag { stops_on_error = 1, has_report = 2, is_interrupted = 4, has_resume = 16 };
/* A byte of flags from here on: the directory makes the round of check_round, which takes long. */
enum { goes_round_from = 0xE0 };

static char *folder;
static persons_directory *directory;
static char *rows, *report, *one, *other;

static persons_directory *new_directory(void)
{
  return open_as(":memory:", NULL);
}

static void prepare(void)
{
  folder = make_folder("fuzz-import");
  rows = text_of("%s/rows.ndjson", folder);
  report = text_of("%s/report.ndjson", folder);
  one = text_of("%s/one.ndjson", folder);
  other = text_of("%s/other.ndjson", folder);
  directory = new_directory();
  fill_world(directory);
}

struct progress {
  int64_t done, bytes, total;
  int stops;
};

static int tell(void *context, int64_t done, int64_t bytes, int64_t total)
{
  struct progress *progress = context;
  if (done < progress->done || bytes < progress->bytes || bytes > total || total != progress->total)
    fault("the progress goes from %lld rows, %lld bytes to %lld, %lld of %lld", (long long)progress->done,
          (long long)progress->bytes, (long long)done, (long long)bytes, (long long)total);
  progress->done = done;
  progress->bytes = bytes;
  return progress->stops;
}

/* Lines that hold something besides white space. */
static json_int_t count_rows(const uint8_t *bytes, size_t length)
{
  json_int_t rows = 0;
  size_t start = length >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
  int is_row = 0;
  for (size_t i = start; i < length; i++) {
    if (bytes[i] == '\n') {
      rows += is_row;
      is_row = 0;
    } else {
      is_row |= bytes[i] != ' ' && bytes[i] != '\t' && bytes[i] != '\r';
    }
  }
  return rows + is_row;
}

static void check_counts(json_t *answer, json_int_t wanted)
{
  json_int_t all = integer_at(answer, "rows"), failed = integer_at(answer, "failed");
  json_int_t sum = integer_at(answer, "created") + integer_at(answer, "updated") + integer_at(answer, "unchanged")
      + integer_at(answer, "groups") + integer_at(answer, "events") + failed;
  json_t *error;
  size_t index, errors = json_array_size(value_at(answer, "errors"));
  if (all != wanted || sum != all || errors != (size_t)(failed < 100 ? failed : 100))
    fault("%lld rows counted of %lld: %s", (long long)all, (long long)wanted, shown(answer));
  json_array_foreach(value_at(answer, "errors"), index, error)
    check_error("a row of persons_import", value_at(error, "error"), 0);
}

/* A line for every row, in their order. */
static void check_report(json_int_t wanted)
{
  size_t length;
  char *text = read_whole(report, &length), *line = text, *end;
  json_int_t row = 0;
  if (!text)
    fault("no report");
  for (; (end = strchr(line, '\n')); line = end + 1) {
    json_t *told = json_loadb(line, (size_t)(end - line), JSON_REJECT_DUPLICATES, NULL);
    if (integer_at(told, "row") != ++row || !json_is_boolean(json_object_get(told, "success")))
      fault("line %lld of the report: %.*s", (long long)row, (int)(end - line), line);
    json_decref(told);
  }
  if (*line || row != wanted)
    fault("%lld rows reported of %lld", (long long)row, (long long)wanted);
  free(text);
}

static void export_to(persons_directory *from, const char *path)
{
  char *out = NULL;
  int status = persons_export(from, path, "{\"overwrite\":true}", NULL, NULL, &out);
  json_decref(must("persons_export", status, out));
}

/* Exported, imported into an empty directory and exported from there: the same bytes. */
static void check_round(void)
{
  persons_directory *empty = new_directory();
  char *out = NULL, *first, *second;
  size_t first_length, second_length;
  json_t *answer;
  int status;
  export_to(directory, one);
  status = persons_import(empty, one, NULL, NULL, NULL, &out);
  answer = must("persons_import of an export", status, out);
  if (integer_at(answer, "failed") != 0)
    fault("an export cannot be imported: %s", shown(answer));
  json_decref(answer);
  export_to(empty, other);
  persons_close(empty);
  first = read_whole(one, &first_length);
  second = read_whole(other, &second_length);
  if (first_length != second_length || memcmp(first, second, first_length) != 0)
    fault("an export is not the same again:\n%s\nand\n%s", first, second);
  free(first);
  free(second);
}

static int run(struct input input)
{
  unsigned flags = take_byte(&input);
  json_int_t wanted = count_rows(input.bytes, input.length);
  struct progress progress = {.total = (int64_t)input.length, .stops = (flags & is_interrupted) != 0};
  char *options, *out = NULL;
  json_t *answer;
  int status;
  if (state_is_old(input.length) || history.count % 200 == 0) {
    persons_close(directory);
    directory = new_directory();
    fill_world(directory);
    state_is_new();
  }
  write_whole(rows, (const char *)input.bytes, input.length);
  unlink(report);
  options = text_of("{\"on_error\":\"%s\",\"resume\":%s%s%s%s}", flags & stops_on_error ? "stop" : "continue",
                    flags & has_resume ? "true" : "false", flags & has_report ? ",\"report\":\"" : "",
                    flags & has_report ? report : "", flags & has_report ? "\"" : "");
  status = persons_import(directory, rows, options, tell, &progress, &out);
  answer = judged("persons_import", status, out);
  free(options);
  if (status == PERSONS_OK && !(flags & has_resume)) {
    check_counts(answer, wanted);
    if (flags & has_report)
      check_report(wanted);
    if (flags & stops_on_error && integer_at(answer, "failed") != 0)
      fault("\"stop\" went on: %s", shown(answer));
  } else if (status != PERSONS_OK) {
    int known = (status == PERSONS_INTERRUPTED && progress.stops)
        || (strcmp(string_at(answer, "error.type"), "import_stopped") == 0 && flags & stops_on_error)
        || (strcmp(string_at(answer, "error.type"), "import_changed") == 0 && flags & has_resume);
    if (!known)
      fault("the import failed: %s %s", persons_status_name(status), shown(answer));
  }
  json_decref(answer);
  if (flags >= goes_round_from)
    check_round();
  return 0;
}
