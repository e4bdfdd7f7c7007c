/* SPDX-License-Identifier: Apache-2.0 */
/* Threads with small stacks: the header says how much a thread that calls needs, and every call is made with that. */
#ifndef PLACES_STACKS_H
#define PLACES_STACKS_H

#include "place.h"
#include "service.h"

#include <pthread.h>
#include <sys/mman.h>
#include <sys/wait.h>

/* What the header promises to do with. */
enum { promised_stack = 128 << 10 };

typedef struct {
  const char *name;
  void (*run)(const char *folder, persons_directory *directory);
} stack_work;

static inline void open_and_close(const char *folder, persons_directory *directory)
{
  char *path = within(folder, "second.db"), *odd = within(folder, "rows.ndjson");
  persons_directory *second = OPENED(path, "{\"organization\":\"acme\"}");
  (void)directory;
  ANSWERS(persons_create(second, a_person, OUT), PERSONS_OK);
  persons_close(second);
  second = OPENED(path, "{\"read_only\":true}");
  persons_close(second);
  ANSWERS(persons_open(odd, NULL, &second, OUT), PERSONS_INVALID);
  free(path);
  free(odd);
}

static inline void read_all_ways(const char *folder, persons_directory *directory)
{
  (void)folder;
  ANSWERS(persons_find(directory, "{\"first_name\":\"bob\",\"limit\":10}", OUT), PERSONS_OK);
  ANSWERS(persons_list(directory, "{\"limit\":1000}", OUT), PERSONS_OK);
  ANSWERS(persons_search(directory, "{\"query\":\"bbo lovelase\",\"fuzzy\":\"loose\",\"highlight\":true}", OUT), PERSONS_OK);
  ANSWERS(persons_search(directory, "{\"query\":\"+44 20 79\"}", OUT), PERSONS_OK);
  ANSWERS(persons_get(directory, "ada", OUT), PERSONS_OK);
  ANSWERS(persons_changes(directory, 0, OUT), PERSONS_OK);
  ANSWERS(persons_stats(directory, OUT), PERSONS_OK);
  ANSWERS(persons_check(directory, OUT), PERSONS_OK);
}

/* The deepest request that is allowed, 64 levels. */
static inline void write_deeply(const char *folder, persons_directory *directory)
{
  char deep[512] = "", *request;
  (void)folder;
  for (int i = 0; i < 61; i++)
    strcat(deep, "[");
  for (int i = 0; i < 61; i++)
    strcat(deep, "]");
  request = text_of("{\"firstName\":\"Deep\",\"lastName\":\"Down\",\"email\":\"d@example.org\",\"customFields\":{\"a\":%s}}", deep);
  ANSWERS(persons_create(directory, request, OUT), PERSONS_OK);
  ANSWERS(persons_update(directory, "ada", "{\"customFields\":{\"a\":{\"b\":{\"c\":[1,2.5,null]}}}}", OUT), PERSONS_OK);
  free(request);
}

static inline void write_all_ways(const char *folder, persons_directory *directory)
{
  (void)folder;
  ANSWERS(persons_create(directory, a_person, OUT), PERSONS_OK);
  ANSWERS(persons_upsert(directory, "{\"persons\":[{\"external_ref\":\"e\",\"first_name\":\"Eve\",\"phone_number\":"
                         "\"+44 20 7946 0000\",\"groups_external_refs\":\"['g']\"}]}", OUT), PERSONS_OK);
  ANSWERS(persons_put_group(directory, "{\"group_id\":\"g\",\"external_ref\":\"g\"}", OUT), PERSONS_OK);
  ANSWERS(persons_list_groups(directory, NULL, OUT), PERSONS_OK);
  ANSWERS(persons_put_event(directory, "{\"eventId\":\"e\",\"name\":\"Meeting\",\"date\":\"2026-01-31T09:00:00Z\"}", OUT),
          PERSONS_OK);
  ANSWERS(persons_list_events(directory, NULL, OUT), PERSONS_OK);
  ANSWERS(persons_record_rsvp(directory, "{\"eventId\":\"e\",\"personId\":\"ada\",\"status\":\"Accepted\"}", OUT),
          PERSONS_OK);
  ANSWERS(persons_delete_group(directory, "g", OUT), PERSONS_OK);
  ANSWERS(persons_put_organization(directory, "{\"slug\":\"acme\"}", OUT), PERSONS_OK);
  ANSWERS(persons_list_organizations(directory, NULL, OUT), PERSONS_OK);
  ANSWERS(persons_issue_token(directory, NULL, OUT), PERSONS_OK);
  ANSWERS(persons_list_tokens(directory, NULL, OUT), PERSONS_OK);
  ANSWERS(persons_revoke_token(directory, "none", OUT), PERSONS_NOT_FOUND);
  ANSWERS(persons_delete(directory, "none", OUT), PERSONS_NOT_FOUND);
  ANSWERS(persons_create(directory, "{\"personId\":\"gone\",\"firstName\":\"A\",\"lastName\":\"B\",\"email\":\"c\"}", OUT),
          PERSONS_OK);
  ANSWERS(persons_erase(directory, "gone", OUT), PERSONS_OK);
}

static inline void move_all(const char *folder, persons_directory *directory)
{
  char *rows = within(folder, "rows.ndjson"), *out = within(folder, "out.ndjson"), *copy = within(folder, "copy.db");
  char *report = text_of("{\"report\":\"%s/report\"}", folder);
  ANSWERS(persons_import(directory, rows, report, NULL, NULL, OUT), PERSONS_OK);
  ANSWERS(persons_export(directory, out, "{\"overwrite\":true}", NULL, NULL, OUT), PERSONS_OK);
  ANSWERS(persons_backup(directory, copy, OUT), PERSONS_OK);
  unlink(copy);
  free(rows);
  free(out);
  free(copy);
  free(report);
}

static inline void respond(const char *folder, persons_directory *directory)
{
  static const char *const unknown[] = {"Authorization", "Bearer prs_no", NULL};
  int http_status;
  char *headers = NULL;
  (void)folder;
  ANSWERS(persons_respond(directory, "GET", "/openapi.json", NULL, NULL, 0, &http_status, &headers, OUT), PERSONS_OK);
  persons_free(headers);
  ANSWERS(persons_respond(directory, "GET", "/search?query=bob", unknown, NULL, 0, &http_status, NULL, OUT), PERSONS_OK);
}

static inline void ask_a_service(const char *folder, persons_directory *directory)
{
  persons_directory *remote = OPENED(service_location, "{\"token\":\"t\",\"timeout_ms\":60000}");
  (void)folder;
  (void)directory;
  ANSWERS(persons_list(remote, NULL, OUT), PERSONS_OK);
  persons_close(remote);
  remote = OPENED("https://localhost:9", "{\"token\":\"t\",\"timeout_ms\":300}");
  ASK_NOBODY(remote);
  persons_close(remote);
}

static const stack_work all_stack_work[] = {
  {"open and close", open_and_close}, {"read", read_all_ways}, {"write", write_all_ways},
  {"the deepest request", write_deeply}, {"import, export, backup", move_all}, {"respond", respond},
  {"ask a service", ask_a_service},
};

enum { stack_work_count = sizeof all_stack_work / sizeof *all_stack_work };

typedef struct {
  const stack_work *work;
  const char *folder;
  persons_directory *directory;
} stack_task;

static inline void *run_stack_task(void *argument)
{
  stack_task *task = argument;
  task->work->run(task->folder, task->directory);
  return NULL;
}

/* Do one kind of work in a thread with so much stack and a copy of the file: the process's exit code, or minus the signal
   that ended it. */
static inline int with_stack(const char *folder, const stack_work *work, size_t bytes)
{
  int status;
  pid_t child;
  fflush(stdout);
  child = fork();
  if (child == 0) {
    char *base = within(folder, "people.db"), *own = text_of("%s/own-%d", folder, (int)getpid()), *path = within(own, "people.db");
    char *rows = within(folder, "rows.ndjson"), *own_rows = within(own, "rows.ndjson");
    size_t length = 0;
    char *whole = read_whole(base, &length);
    stack_task task = {work, own, NULL};
    if (mkdir(own, 0700) != 0)
      die("cannot make %s", own);
    write_whole(path, whole, length);
    if (!whole || link(rows, own_rows) != 0 || chmod(path, 0600) != 0)
      die("cannot copy %s", base);
    pthread_attr_t attributes;
    pthread_t thread;
    task.directory = OPENED(path, NULL);
    pthread_attr_init(&attributes);
    pthread_attr_setguardsize(&attributes, 1 << 20);
    if (pthread_attr_setstacksize(&attributes, bytes) != 0 ||
        pthread_create(&thread, &attributes, run_stack_task, &task) != 0)
      die("cannot start a thread with %zu bytes of stack", bytes);
    pthread_join(thread, NULL);
    persons_close(task.directory);
    remove_folder(own);
    fflush(stdout);
    _exit(checks_failed != 0);
  }
  if (child < 0 || waitpid(child, &status, 0) != child)
    die("a process is lost");
  return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
}

/* In a process of its own: this one is still to be forked. */
static inline void import_rows(const char *path, const char *rows)
{
  pid_t child = fork();
  int status;
  if (child == 0) {
    persons_directory *directory = OPENED(path, NULL);
    ANSWERS(persons_import(directory, rows, NULL, NULL, NULL, OUT), PERSONS_OK);
    persons_close(directory);
    _exit(checks_failed != 0);
  }
  if (child < 0 || waitpid(child, &status, 0) != child || status != 0)
    die("cannot import %s", rows);
}

static inline void stacks_are_small(const char *folder)
{
  char *rows = within(folder, "rows.ndjson"), *path = file_with_ada(folder);
  FILE *file = fopen(rows, "we");
  pid_t service = start_service();
  for (int i = 0; file && i < 3000; i++)
    fprintf(file, "{\"externalRef\":\"r%d\",\"firstName\":\"Bob\",\"email\":\"b@example.org\"}\n", i);
  if (!file || fclose(file) != 0)
    die("cannot write %s", rows);
  import_rows(path, rows);
  for (int i = 0; i < stack_work_count; i++) {
    const stack_work *work = &all_stack_work[i];
    int least = 16 << 10, result;
    while (with_stack(folder, work, (size_t)least) < 0 && least < 8 << 20)
      least += 8 << 10;
    result = with_stack(folder, work, promised_stack);
    printf("  stack: %s needs %d KiB\n", work->name, least >> 10);
    fflush(stdout);
    note(__LINE__, result == 0, work->name, result < 0 ? "ended by a signal" : "failed with the promised stack");
  }
  stop_service(service);
  free(rows);
  free(path);
}

#endif
