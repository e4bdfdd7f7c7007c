/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The run that is recorded: a new directory, writes of every kind one after the other and
 * by several threads at once, checkpoints of every kind, openings, an import, the search
 * index made and made again, exports over one another, backups, an erasure. Each answer is
 * noted among what the disk was told.
 */
#ifndef POWER_WORKLOAD_H
#define POWER_WORKLOAD_H

#include "../crash/content.h"
#include "content_hash.h"
#include "recording.h"

enum { lane_threads = 4 };

typedef struct {
  const char *folder;
  char *path;
  persons_directory *directory;
  sqlite3 *neighbour;   /* what another process would be: it makes the checkpoints */
  uint64_t random;
  int rows;             /* of the import */
  int copies;
  int erasures;
  long writes;
  person_slot persons[lane_count][person_slots];
  uint32_t batches[batch_slots];
} workload;

typedef struct {
  workload *whole;
  int lane;
  int writes;
  int is_alone;         /* no other thread writes */
  uint64_t random;
} lane_work;

static inline void must_be(const char *call, int status, char *out)
{
  if (status != PERSONS_OK)
    die("power: the recorded %s answered %s: %.300s", call, persons_status_name(status),
        out ? out : "");
  persons_free(out);
}

static inline void note_acknowledged(record_kind kind, int ahead, int64_t revision)
{
  record *made;
  pthread_mutex_lock(&persons_recording->lock);
  made = append(persons_recording, kind);
  made->ahead = ahead;
  made->offset = revision;
  pthread_mutex_unlock(&persons_recording->lock);
}

/* -------------------------------------------------------- acknowledgements -- */

static inline int64_t current_revision(workload *self)
{
  char *out = NULL;
  json_t *answer;
  int64_t revision;
  int status = persons_stats(self->directory, &out);
  if (status != PERSONS_OK)
    must_be("stats", status, out);
  answer = take_answer(out);
  revision = integer_at(answer, "revision");
  json_decref(answer);
  return revision;
}

/* Beside other threads, what is to be kept is told by the revision: the file is seen to have what
 * was written, and then at which revision it is. */
static inline void note_seen(lane_work *self, const char *id, int is_there)
{
  char *out = NULL;
  int status = persons_get(self->whole->directory, id, &out);
  if (status != (is_there ? PERSONS_OK : PERSONS_NOT_FOUND))
    die("power: what was acknowledged is not there: %s", persons_status_name(status));
  persons_free(out);
  note_acknowledged(acknowledged_revision, 0, current_revision(self->whole));
}

/* The mutant that answers too early says so before the call, of the commit that it will make. */
static inline void before_write(const lane_work *self)
{
  if (self->is_alone && persons_recording->acknowledges_early)
    note_acknowledged(acknowledged_write, 1, 0);
}

static inline void after_write(lane_work *self, const char *id, int is_there)
{
  self->whole->writes += self->is_alone;
  if (!self->is_alone)
    note_seen(self, id, is_there);
  else if (!persons_recording->acknowledges_early)
    note_acknowledged(acknowledged_write, 0, 0);
}

/* ------------------------------------------------------------------ writes -- */

static inline void create_one(lane_work *self, int slot)
{
  person_slot *person = &self->whole->persons[self->lane][slot];
  char *request = create_request(self->lane, slot, ++person->generation), *out = NULL;
  json_t *answer;
  int status;
  before_write(self);
  status = persons_create(self->whole->directory, request, &out);
  if (status != PERSONS_OK)
    must_be("create", status, out);
  answer = take_answer(out);
  snprintf(person->id, sizeof person->id, "%s", string_at(answer, "personId"));
  person->exists = 1;
  person->version = 1;
  person->rsvps = 0;
  after_write(self, person->id, 1);
  json_decref(answer);
  free(request);
}

static inline void update_one(lane_work *self, int slot)
{
  person_slot *person = &self->whole->persons[self->lane][slot];
  char *request = update_request(self->lane, slot, person->generation, ++person->version);
  char *out = NULL;
  int status;
  before_write(self);
  status = persons_update(self->whole->directory, person->id, request, &out);
  must_be("update", status, out);
  after_write(self, person->id, 1);
  free(request);
}

static inline void delete_one(lane_work *self, int slot)
{
  person_slot *person = &self->whole->persons[self->lane][slot];
  char *out = NULL;
  int status;
  before_write(self);
  status = persons_delete(self->whole->directory, person->id, &out);
  must_be("delete", status, out);
  person->exists = 0;
  after_write(self, person->id, 0);
}

static inline void answer_one(lane_work *self, int slot)
{
  person_slot *person = &self->whole->persons[self->lane][slot];
  char *request = text_of("{\"eventId\":\"meeting\",\"personId\":\"%s\",\"status\":\"r%u\"}",
                          person->id, person->rsvps++), *out = NULL;
  int status;
  before_write(self);
  status = persons_record_rsvp(self->whole->directory, request, &out);
  must_be("record_rsvp", status, out);
  after_write(self, person->id, 1);
  free(request);
}

static inline void upsert_some(lane_work *self, int slot)
{
  char *request = batch_request(self->lane, slot, ++self->whole->batches[slot]), *out = NULL;
  int status;
  before_write(self);
  status = persons_upsert(self->whole->directory, request, &out);
  must_be("upsert", status, out);
  after_write(self, "", 0);
  free(request);
}

static inline void write_one(lane_work *self)
{
  int slot = (int)pick(&self->random, person_slots / 3);
  unsigned choice = pick(&self->random, 100);
  if (self->is_alone && choice < 10)
    upsert_some(self, slot % batch_slots);
  else if (!self->whole->persons[self->lane][slot].exists)
    create_one(self, slot);
  else if (choice < 25)
    answer_one(self, slot);
  else if (choice < 35)
    delete_one(self, slot);
  else
    update_one(self, slot);
}

static inline void *write_lane(void *argument)
{
  lane_work *self = argument;
  for (int i = 0; i < self->writes; i++)
    write_one(self);
  return NULL;
}

/* ------------------------------------------------------------------- parts -- */

static inline void write_alone(workload *self, int count)
{
  lane_work lane = {.whole = self, .writes = count, .is_alone = 1,
                    .random = next_random(&self->random) | 1};
  write_lane(&lane);
}

static inline void write_together(workload *self, int count)
{
  lane_work lanes[lane_threads];
  pthread_t threads[lane_threads];
  for (int i = 0; i < lane_threads; i++) {
    lanes[i] = (lane_work){.whole = self, .lane = i + 1, .writes = count,
                           .random = next_random(&self->random) | 1};
    if (pthread_create(&threads[i], NULL, write_lane, &lanes[i]) != 0)
      die("power: cannot start a thread");
  }
  for (int i = 0; i < lane_threads; i++)
    pthread_join(threads[i], NULL);
}

/* A checkpoint as SQLite makes it when the log is long: ours is kept short. */
static inline void checkpoint(workload *self)
{
  static const char *const kinds[] = {"PASSIVE", "FULL", "RESTART", "TRUNCATE"};
  char *text = text_of("PRAGMA wal_checkpoint(%s)", kinds[pick(&self->random, 4)]);
  if (sqlite3_exec(self->neighbour, text, NULL, NULL, NULL) != SQLITE_OK)
    die("power: %s: %s", text, sqlite3_errmsg(self->neighbour));
  free(text);
}

static inline void open_both(workload *self)
{
  char *out = NULL;
  int status = persons_open(self->path, persons_recording->is_relaxed ? "{\"durability\":\"relaxed\"}" : NULL,
                            &self->directory, &out);
  must_be("open", status, out);
  note_acknowledged(acknowledged_open, 0, 0);
  if (sqlite3_open_v2(self->path, &self->neighbour, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK ||
      sqlite3_exec(self->neighbour, "PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; "
                   "SELECT count(*) FROM store", NULL, NULL, NULL) != SQLITE_OK)
    die("power: the second connection does not open");
}

/* The last to close makes the checkpoint and removes the log. */
static inline void close_both(workload *self)
{
  if (pick(&self->random, 2)) {
    sqlite3_close(self->neighbour);
    persons_close(self->directory);
  } else {
    persons_close(self->directory);
    sqlite3_close(self->neighbour);
  }
}

static inline void prepare(workload *self)
{
  lane_work lane = {.whole = self, .is_alone = 1};
  char *out = NULL;
  int status;
  for (int i = 0; i < marker_groups + 1; i++) {
    char *group = i < marker_groups ? text_of("{\"group_id\":\"m%d\"}", i)
                                    : text_of("{\"group_id\":\"import\"}");
    before_write(&lane);
    status = persons_put_group(self->directory, group, &out);
    must_be("put_group", status, out);
    after_write(&lane, "", 0);
    free(group);
  }
  for (int i = 0; i < batch_slots; i++) {
    char *ref = batch_group(0, i), *group = text_of("{\"external_ref\":\"%s\"}", ref);
    status = persons_put_group(self->directory, group, &out);
    must_be("put_group", status, out);
    free(ref);
    free(group);
  }
  status = persons_put_event(self->directory, "{\"eventId\":\"meeting\",\"name\":\"Meeting\"}",
                             &out);
  must_be("put_event", status, out);
  note_acknowledged(acknowledged_write, 0, 0);
}

/* Rows are outside of the recorded folder: they are the caller's. */
static inline void import_rows_of(workload *self, uint32_t version)
{
  char *rows = text_of("%s-rows.ndjson", self->folder), *out = NULL;
  FILE *file = fopen(rows, "we");
  int status;
  for (int row = 0; file && row < self->rows; row++) {
    char *line = import_row(version, (uint32_t)row);
    fprintf(file, "%s\n", line);
    free(line);
  }
  if (!file || fclose(file) != 0)
    die("power: cannot write %s", rows);
  status = persons_import(self->directory, rows, NULL, NULL, NULL, &out);
  must_be("import", status, out);
  note_acknowledged(acknowledged_write, 0, 0);
  unlink(rows);
  free(rows);
}

static inline void search_once(workload *self)
{
  char *out = NULL;
  int status = persons_search(self->directory, "{\"query\":\"right1\"}", &out);
  must_be("search", status, out);
}

static inline void note_copy(record_kind kind, const char *folder, const char *name)
{
  char *path = text_of("%s/%s", folder, name);
  uint64_t hash = kind == acknowledged_copy ? hash_of_file(path) : 0;
  record *made;
  pthread_mutex_lock(&persons_recording->lock);
  made = append(persons_recording, kind);
  set_name(made->name, name);
  made->hash = hash;
  pthread_mutex_unlock(&persons_recording->lock);
  free(path);
}

static inline void copy_once(workload *self, int is_export)
{
  char *name = is_export ? text_of("out.ndjson") : text_of("copy-%d.db", self->copies++);
  char *path = text_of("%s/%s", self->folder, name), *out = NULL;
  int status;
  note_copy(begins_copy, self->folder, name);
  status = is_export ? persons_export(self->directory, path, "{\"overwrite\":true}", NULL, NULL,
                                      &out)
                     : persons_backup(self->directory, path, &out);
  must_be("copy", status, out);
  note_copy(acknowledged_copy, self->folder, name);
  free(path);
  free(name);
}

/* Somebody with a text that nobody else has, whom the index knows when it is a file. */
static inline void erase_one(workload *self)
{
  char *text = text_of("wipedout%dx", self->erasures++), *out = NULL;
  char *request = text_of("{\"personId\":\"%s\",\"firstName\":\"Gone\",\"lastName\":\"%s\","
                          "\"email\":\"%s@example.org\"}", text, text, text);
  record *made;
  int status = persons_create(self->directory, request, &out);
  must_be("create", status, out);
  note_acknowledged(acknowledged_write, 0, 0);
  search_once(self);
  if (self->erasures % 2 == 0)
    checkpoint(self); /* not at every one: it may leave nothing in the log for the erasure */
  status = persons_erase(self->directory, text, &out);
  must_be("erase", status, out);
  note_acknowledged(acknowledged_write, 0, 0);
  pthread_mutex_lock(&persons_recording->lock);
  made = append(persons_recording, acknowledged_erasure);
  set_name(made->name, text);
  pthread_mutex_unlock(&persons_recording->lock);
  free(request);
  free(text);
}

/* The parts in an order of the seed, from an empty folder. */
static inline void record_workload(const char *folder, uint64_t seed, int rows, int parts)
{
  workload self = {.folder = folder, .random = seed * 2 + 1, .rows = rows};
  uint32_t version = 0;
  self.path = text_of("%s/people.db", folder);
  persons_recording->is_on = 1;
  open_both(&self);
  prepare(&self);
  for (int i = 0; i < parts; i++) {
    write_alone(&self, 3 + (int)pick(&self.random, 6));
    if (pick(&self.random, 2))
      checkpoint(&self);
    switch (i % 8) {
    case 0: case 3:
      checkpoint(&self);
      break;
    case 1:
      write_together(&self, 4);
      break;
    case 2:
      import_rows_of(&self, ++version);
      search_once(&self);
      break;
    case 4:
      copy_once(&self, 1);
      copy_once(&self, 0);
      break;
    case 5:
      close_both(&self);
      open_both(&self);
      break;
    case 6:
      copy_once(&self, 1);
      checkpoint(&self);
      break;
    default:
      erase_one(&self);
      search_once(&self);
    }
  }
  close_both(&self);
  free(self.path);
}

#endif
