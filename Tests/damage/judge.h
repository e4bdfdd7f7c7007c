/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Learning what a good store answers, in each state that a cut log may leave, and judging what a
 * damaged one does.
 *
 * Legal states: the closed file; the killed one with its log up to each commit, for a log that
 * is damaged is read up to there, as after a crash. A variant that answers as a legal state in
 * everything is unharmed. Else every value that came back must have been one once (a page of an
 * older version brings back an older value), and persons_check must tell.
 */
#ifndef DAMAGE_JUDGE_H
#define DAMAGE_JUDGE_H

#include "damages.h"
#include "leaves.h"
#include "probes.h"

#include <sys/mman.h>

enum { most_states = 24 };

typedef struct {
  uint64_t answers[most_probes]; /* hash of status and text */
  int is_legal;
} state;

/* What good stores answered; in shared memory, for children learn it. */
typedef struct {
  probe_list probes;
  leaf_set leaves;
  state states[most_states];
  int state_count;
  char kept[200];
} knowledge;

typedef struct {
  long unharmed, told, wrong, untold, internal;
} counts;

static inline uint64_t hash_of(answer given)
{
  char status[16];
  snprintf(status, sizeof status, "%d", given.status);
  return mixed(mixed(14695981039346656037u, status), given.text ? given.text : "");
}

static inline uint64_t place_of(const probe *asked)
{
  /* The bearer's own, too: no damage shows a token more than it may see. */
  static const char *const names[seats] = {"first", "second", "bearer"};
  return mixed(14695981039346656037u, names[asked->who]);
}

/* ------------------------------------------------------------------------------ learning -- */

static inline void learn_leaf(void *context, uint64_t leaf, const char *key, const char *value)
{
  (void)key, (void)value;
  add_leaf(context, leaf);
}

static inline void put_files(const char *path, file_bytes database, file_bytes log)
{
  static const char *const beside[] = {"-wal", "-shm", "-search", "-exported", "-copy"};
  for (size_t i = 0; i < sizeof beside / sizeof *beside; i++) {
    char *name = text_of("%s%s", path, beside[i]);
    unlink(name);
    free(name);
  }
  unlink(path);
  write_whole(path, (const char *)database.bytes, database.length);
  chmod(path, 0600);
  if (log.bytes) {
    char *name = text_of("%s-wal", path);
    write_whole(name, (const char *)log.bytes, log.length);
    chmod(name, 0600);
    free(name);
  }
}

static inline int retry_kept(persons_directory *directory, char **out)
{
  return persons_create(directory, KEPT_REQUEST, out);
}

static inline void learn_state(knowledge *known, const char *path, int is_legal)
{
  state *learned = &known->states[known->state_count];
  open_seats open = {path, {NULL}};
  char *out = NULL;
  learned->is_legal = is_legal;
  for (int i = 0; i < known->probes.count; i++) {
    const probe *asked = &known->probes.all[i];
    answer given = ask(&open, &known->probes, asked);
    if (given.status != PERSONS_OK && given.status != PERSONS_NOT_FOUND)
      die("damage: probe %d of a good store: %s", i, persons_status_name(given.status));
    if (given.text && !visit_answer(given.text, place_of(asked), learn_leaf, &known->leaves))
      die("damage: probe %d of a good store is no JSON", i);
    learned->answers[i] = hash_of(given);
    free(given.text);
  }
  if (persons_check(open.at[owner], &out) != PERSONS_OK)
    die("damage: the good store is damaged: %s", out);
  persons_free(out);
  store_must("create", retry_kept(open.at[owner], &out), NULL);
  snprintf(known->kept, sizeof known->kept, "%s", out);
  persons_free(out);
  close_seats(&open);
  known->state_count++;
}

static inline void learn_files(knowledge *known, const char *path, file_bytes database,
                               file_bytes log, int is_legal)
{
  if (known->state_count == most_states)
    die("damage: too many commits in the log");
  put_files(path, database, log);
  IN_CHILD(0, learn_state(known, path, is_legal));
}

static inline knowledge *learn(const char *folder, const good_files *good);

/* ------------------------------------------------------------------------------- judging -- */

typedef struct {
  const knowledge *known;
  int wrong;
  char first[160];
} leaf_judge;

static inline void judge_leaf(void *context, uint64_t leaf, const char *key, const char *value)
{
  leaf_judge *judge = context;
  if (holds_leaf(&judge->known->leaves, leaf))
    return;
  if (!judge->wrong++)
    snprintf(judge->first, sizeof judge->first, "%s is %.100s", key, value);
}

typedef struct {
  int differs[most_states]; /* from which states an answer differed */
  int errors, internals;
  int internal_probe, error_probe;
  leaf_judge leaves;
  const char *wrong_probe;
  int wrong_number;
} findings;

static inline void note_answer(findings *found, const knowledge *known, int number, answer given)
{
  uint64_t hash = hash_of(given);
  int before = found->leaves.wrong;
  if (given.status == PERSONS_INTERNAL) {
    found->internals++;
    found->internal_probe = number;
  }
  if (tells_damage(given.status)) {
    found->errors++;
    found->error_probe = number;
    return;
  }
  /* What was not opened is told by its opening. */
  if (given.status == PERSONS_MISUSE)
    return;
  for (int i = 0; i < known->state_count; i++)
    found->differs[i] |= hash != known->states[i].answers[number];
  if (!given.text)
    return;
  for (int i = 0; i < known->state_count; i++)
    if (hash == known->states[i].answers[number])
      return;
  if (!visit_answer(given.text, place_of(&known->probes.all[number]), judge_leaf, &found->leaves)) {
    found->leaves.wrong++;
    snprintf(found->leaves.first, sizeof found->leaves.first, "no JSON");
  }
  if (!before && found->leaves.wrong)
    found->wrong_number = number;
}

static inline int answers_like_a_legal_state(const findings *found, const knowledge *known)
{
  for (int i = 0; i < known->state_count; i++)
    if (known->states[i].is_legal && !found->differs[i])
      return 1;
  return 0;
}

/* Ask what writes: only whether it comes back is judged. */
static inline void write_too(persons_directory *at, const char *folder, const char *path,
                             int imports)
{
  char *rows = text_of("%s/../rows.ndjson", folder), *copy = text_of("%s-copy", path);
  persons_update(at, "p03", "{\"city\":\"York\",\"groupIds\":[\"g0\"]}", NULL);
  persons_record_rsvp(at, "{\"eventId\":\"e0\",\"personId\":\"p12\",\"status\":\"Again\"}", NULL);
  persons_upsert(at, "{\"persons\":[{\"external_ref\":\"ref-8\",\"first_name\":\"Eight\"},"
                           "{\"external_ref\":\"new\",\"first_name\":\"New\"}]}", NULL);
  persons_delete_group(at, "g1", NULL);
  if (imports)
    persons_import(at, rows, "{\"resume\":true}", stop_early, NULL, NULL);
  persons_erase(at, "p05", NULL);
  persons_backup(at, copy, NULL);
  persons_issue_token(at, NULL, NULL);
  persons_stats(at, NULL);
  free(rows);
  free(copy);
}

/* Keep the files of a variant that failed, for whoever looks into it. */
static inline void keep_failed(const variant *made, const char *folder, long number)
{
  char *path = text_of("%s/../failed-%ld.db", folder, number);
  put_files(path, made->database, made->log);
  free(path);
}

static inline void judge_variant(const knowledge *known, const variant *made, const char *folder,
                                 long number, counts *total)
{
  char *path = text_of("%s/people.db", folder), *out = NULL;
  open_seats open = {path, {NULL}};
  findings found = {.leaves = {.known = known}};
  int checked, is_legal, failed = 1;
  put_files(path, made->database, made->log);
  for (int i = 0; i < known->probes.count; i++) {
    answer given = ask(&open, &known->probes, &known->probes.all[i]);
    note_answer(&found, known, i, given);
    free(given.text);
  }
  checked = persons_check(open.at[owner], &out);
  is_legal = answers_like_a_legal_state(&found, known);
  if (checked == PERSONS_INTERNAL || found.internals) {
    total->internal++;
    fprintf(stderr, "FAIL damage: variant %ld (%s): probe %d is called a fault of the library; check: %.300s\n",
            number, made->what, found.internals ? found.internal_probe : -1, out ? out : "");
  } else if (found.leaves.wrong) {
    const probe *asked = &known->probes.all[found.wrong_number];
    total->wrong++;
    fprintf(stderr, "FAIL damage: variant %ld (%s): probe %d %s: %s; check: %.300s\n", number,
            made->what, asked->kind, asked->request ? asked->request : "", found.leaves.first,
            out ? out : "");
  } else if (checked == PERSONS_OK && (!is_legal || found.errors)) {
    total->untold++;
    fprintf(stderr, "FAIL damage: variant %ld (%s): check is content, %d errors, at probe %d%s\n", number,
            made->what, found.errors, found.error_probe, is_legal ? "" : ", answers differ");
  } else if (checked == PERSONS_OK) {
    char *kept = NULL;
    total->unharmed++;
    failed = 0;
    if (retry_kept(open.at[owner], &kept) == PERSONS_OK && kept && strcmp(kept, known->kept) != 0) {
      total->unharmed--;
      total->untold++;
      failed = 1;
      fprintf(stderr, "FAIL damage: variant %ld (%s): a kept answer is lost\n", number, made->what);
    }
    persons_free(kept);
  } else {
    total->told++;
    failed = 0;
  }
  if (failed)
    keep_failed(made, folder, number);
  persons_free(out);
  write_too(open.at[owner], folder, path, number % 8 == 0);
  close_seats(&open);
  free(path);
}

static inline knowledge *learn(const char *folder, const good_files *good)
{
  knowledge *known = mmap(NULL, sizeof *known, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS,
                          -1, 0);
  char *place = text_of("%s/learning", folder), *path = text_of("%s/people.db", place);
  file_bytes none = {NULL, 0};
  if (known == MAP_FAILED)
    die("out of memory");
  mkdir(place, 0700);
  make_probes(&known->probes, folder);
  learn_files(known, path, good->old, none, 0);
  learn_files(known, path, good->closed, none, 1);
  learn_files(known, path, good->killed, none, 1);
  for (size_t at = log_head; at + frame_head + page_size <= good->killed_log.length;
       at += frame_head + page_size) {
    if (big_endian(good->killed_log.bytes + at + 4) == 0)
      continue;
    learn_files(known, path, good->killed,
                (file_bytes){good->killed_log.bytes, at + frame_head + page_size}, 1);
  }
  free(place);
  free(path);
  return known;
}

#endif
