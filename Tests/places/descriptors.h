/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Descriptors: none left to open, and the three of the standard streams free. A file of the library must not land on
 * descriptor 2, where a stray message of the host would be written into it.
 */
#ifndef PLACES_DESCRIPTORS_H
#define PLACES_DESCRIPTORS_H

#include "place.h"
#include "service.h"

#include <pthread.h>
#include <sys/resource.h>

enum { most_descriptors = 64 };

/* Let so many more descriptors be opened; -1 for as many as there were at first. */
static inline void leave_descriptors(int more)
{
  static struct rlimit first;
  static int fillers[most_descriptors + 1], filled;
  struct rlimit limit;
  if (!first.rlim_cur && getrlimit(RLIMIT_NOFILE, &first) != 0)
    die("cannot read the limit");
  while (filled > 0)
    close(fillers[--filled]);
  limit = first;
  if (more >= 0)
    limit.rlim_cur = most_descriptors;
  if (setrlimit(RLIMIT_NOFILE, &limit) != 0)
    die("cannot set the limit: %s", strerror(errno));
  if (more < 0)
    return;
  while (filled < most_descriptors && (fillers[filled] = fcntl(0, F_DUPFD_CLOEXEC, 3)) >= 0)
    filled++;
  while (more-- > 0 && filled > 0)
    close(fillers[--filled]);
}

/* With none left: OK where everything was open already, or the error that names the cause; never another. */
#define OK_OR_TOO_MANY_FILES(call) ok_or_too_many_files(__LINE__, #call, (call))

static inline int ok_or_too_many_files(int line, const char *what, int status)
{
  int named = status == PERSONS_IO && strstr(answer_text ? answer_text : "", "\"type\":\"too_many_files\"") &&
              strstr(answer_text, "RLIMIT_NOFILE");
  char *problem = text_of("answered %s: %.300s", persons_status_name(status), answer_text ? answer_text : "");
  note(line, status == PERSONS_OK || named, what, problem);
  free(problem);
  persons_free(answer_text);
  answer_text = NULL;
  return named;
}

/* One of every kind of call that opens something; how many were refused. */
static inline int calls_that_open(persons_directory *directory, const char *folder, int left)
{
  char *exported = text_of("%s/out-%d.ndjson", folder, left), *copy = text_of("%s/copy-%d.db", folder, left);
  char *fresh = text_of("%s/fresh-%d.db", folder, left), *rows = within(folder, "rows.ndjson");
  char *report = text_of("{\"report\":\"%s/report-%d\"}", folder, left);
  persons_directory *other = NULL;
  int refused = 0;
  refused += OK_OR_TOO_MANY_FILES(persons_get(directory, "ada", OUT));
  refused += OK_OR_TOO_MANY_FILES(persons_search(directory, "{\"query\":\"ada\"}", OUT));
  refused += OK_OR_TOO_MANY_FILES(persons_update(directory, "ada", "{\"city\":\"Bath\"}", OUT));
  refused += OK_OR_TOO_MANY_FILES(persons_export(directory, exported, NULL, NULL, NULL, OUT));
  refused += OK_OR_TOO_MANY_FILES(persons_import(directory, rows, report, NULL, NULL, OUT));
  refused += OK_OR_TOO_MANY_FILES(persons_backup(directory, copy, OUT));
  refused += OK_OR_TOO_MANY_FILES(persons_check(directory, OUT));
  refused += OK_OR_TOO_MANY_FILES(persons_open(fresh, NULL, &other, OUT));
  persons_close(other);
  other = NULL;
  refused += OK_OR_TOO_MANY_FILES(persons_open(":memory:", NULL, &other, OUT));
  if (other)
    refused += OK_OR_TOO_MANY_FILES(persons_create(other, a_person, OUT));
  persons_close(other);
  free(exported);
  free(copy);
  free(fresh);
  free(rows);
  free(report);
  return refused;
}

static inline void no_descriptor_left(const char *folder)
{
  char *path = file_with_ada(folder), *rows = within(folder, "rows.ndjson");
  static const char row[] = "{\"externalRef\":\"r\",\"firstName\":\"Bob\",\"email\":\"b@example.org\"}\n";
  persons_directory *directory = OPENED(path, NULL);
  int refused = 0;
  write_whole(rows, row, sizeof row - 1);
  for (int left = 0; left < 10; left++) {
    leave_descriptors(left);
    refused += calls_that_open(directory, folder, left);
    leave_descriptors(-1);
    GIVES(persons_get(directory, "ada", OUT), "firstName", "\"Ada\"");
  }
  HOLDS(refused > 10);
  leave_descriptors(-1);
  HOLDS(calls_that_open(directory, folder, 99) == 0);
  persons_close(directory);
  HOLDS_SOUND(path, 2);
  free(path);
  free(rows);
}

/* Nothing is sent to a service when no socket can be made: the error says why, and does not blame the service. */
static inline void no_descriptor_for_a_socket(const char *folder)
{
  persons_directory *remote = OPENED("http://127.0.0.1:9", "{\"token\":\"t\",\"timeout_ms\":1000}");
  (void)folder;
  ASK_NOBODY(remote);
  leave_descriptors(0);
  REFUSED_SAYING(persons_list(remote, NULL, OUT), PERSONS_IO, "too_many_files", "RLIMIT_NOFILE");
  leave_descriptors(-1);
  ASK_NOBODY(remote);
  persons_close(remote);
}

/* What stands at the descriptors of the standard streams that is neither nothing nor /dev/null. */
static inline void look_at_streams(int line)
{
  for (int descriptor = 0; descriptor < 3; descriptor++) {
    char *name = text_of("/proc/self/fd/%d", descriptor), target[4096] = "";
    ssize_t length = readlink(name, target, sizeof target - 1);
    char *problem = text_of("descriptor %d is %s", descriptor, target);
    note(line, length < 0 || strcmp(target, "/dev/null") == 0, "the standard streams stay free", problem);
    free(problem);
    free(name);
  }
}

/* A host that writes its progress on standard error, which it does not have. */
static inline int chatty_progress(void *context, int64_t done, int64_t bytes, int64_t total)
{
  (void)done;
  (void)bytes;
  (void)total;
  look_at_streams(__LINE__);
  *(int *)context += 1;
  if (write(1, "stray\n", 6) < 0 && write(2, "stray\n", 6) < 0)
    return 0;
  return 0;
}

static inline void close_streams(void)
{
  fflush(NULL);
  close(0);
  close(1);
  close(2);
}

/* Nothing came to stand at the streams that were closed; give them back. */
static inline void reopen_streams(int line, int kept)
{
  look_at_streams(line);
  dup2(kept, 1);
  dup2(kept, 2);
}

/* Nothing that was meant for a stream went into the file. */
static inline void has_nothing_stray(int line, const char *path)
{
  char *text = read_whole(path, NULL);
  note(line, text && !strstr(text, "stray"), path, "cannot be read, or holds what was written to a stream");
  free(text);
}

/* No file of SQLite's is opened here, which would put /dev/null in their places: what we open comes first. */
static inline void streams_are_closed_without_a_file(const char *folder)
{
  char *rows = within(folder, "rows.ndjson"), *out = within(folder, "out.ndjson");
  int kept = fcntl(1, F_DUPFD_CLOEXEC, 100), told = 0;
  pid_t service = start_service();
  persons_directory *directory, *remote;
  write_whole(rows, "{\"externalRef\":\"r\",\"firstName\":\"Bob\",\"email\":\"b\"}\n", 55);
  close_streams();
  remote = OPENED(service_location, "{\"token\":\"t\",\"timeout_ms\":60000}");
  GIVES(persons_list(remote, NULL, OUT), "total", "2");
  look_at_streams(__LINE__); /* the connection is kept */
  directory = OPENED(":memory:", NULL);
  GIVES(persons_import(directory, rows, NULL, chatty_progress, &told, OUT), "created", "1");
  GIVES(persons_export(directory, out, NULL, chatty_progress, &told, OUT), "persons", "1");
  GIVES(persons_list(remote, NULL, OUT), "total", "2");
  persons_close(directory);
  persons_close(remote);
  reopen_streams(__LINE__, kept);
  HOLDS(told > 1);
  has_nothing_stray(__LINE__, out);
  stop_service(service);
  free(rows);
  free(out);
}

static inline void streams_are_closed(const char *folder)
{
  char *path = within(folder, "people.db"), *rows = within(folder, "rows.ndjson"), *out = within(folder, "out.ndjson");
  char *copy = within(folder, "copy.db"), *report = text_of("{\"report\":\"%s/report\"}", folder);
  char *report_path = within(folder, "report");
  int kept = fcntl(1, F_DUPFD_CLOEXEC, 100), told = 0;
  FILE *file = fopen(rows, "we");
  persons_directory *directory;
  for (int i = 0; file && i < 3000; i++)
    fprintf(file, "{\"externalRef\":\"r%d\",\"firstName\":\"Bob\",\"email\":\"b@example.org\"}\n", i);
  if (!file || fclose(file) != 0)
    die("cannot write %s", rows);
  close_streams();
  directory = OPENED(path, NULL);
  look_at_streams(__LINE__);
  ANSWERS(persons_create(directory, a_person, OUT), PERSONS_OK);
  GIVES(persons_import(directory, rows, report, chatty_progress, &told, OUT), "created", "3000");
  GIVES(persons_search(directory, "{\"query\":\"bob\"}", OUT), "total", "3000");
  GIVES(persons_export(directory, out, NULL, chatty_progress, &told, OUT), "persons", "3001");
  GIVES(persons_backup(directory, copy, OUT), "persons", "3001");
  look_at_streams(__LINE__);
  persons_close(directory);
  reopen_streams(__LINE__, kept);
  HOLDS(told > 2);
  has_nothing_stray(__LINE__, out);
  has_nothing_stray(__LINE__, report_path);
  HOLDS_SOUND(path, 3001);
  HOLDS_SOUND(copy, 3001);
  free(path);
  free(rows);
  free(out);
  free(copy);
  free(report);
  free(report_path);
}

#endif
