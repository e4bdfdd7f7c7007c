/* SPDX-License-Identifier: Apache-2.0 */
/* libpersons in an independent benchmark of directories: its driver on that benchmark's bench.h (see run.sh).
 *
 *     persons_peer import DATA DB OUT | query DATA DB OUT ANSWERS | write DATA DB OUT | cold DB EMAIL [evict]
 *
 * The peers search the words of first name, last name, e-mail local part and company. Ours always searches all
 * it stores: also the e-mail's domain, phone, address, city, state, external reference and title. The records
 * are stored as a user would store them, so ours looks through more and its totals are larger; nothing is put
 * where the search does not look to make them fit. What is timed is the default: ranked, with the exact total,
 * and widened by spelling where fewer than ten persons are found, which no peer does. The classes with -strict
 * behind their name are the same with "fuzzy":"off", which is as much as the peers do.
 *
 * Finding returns whole persons as with the peers: persons_find, then persons_get for each. Timed answers hold
 * our JSON; ANSWERS holds the persons in the shape of the generator:
 *     ANSWERS          the default answers. verify.py compares them: get and find must not differ
 *     ANSWERS.strict   with "fuzzy":"off". verify_wide.py compares them with a scan of the same fields as ours
 *     ANSWERS.typo     1000 persons a query: verify_wide.py looks for those of the scan among them
 */
#include <bench.h>

#include <jansson.h>
#include <persons.h>

typedef struct {
  persons_directory *directory;
  const char *fuzzy; /* NULL: the default */
  int limit, shaped; /* shaped: persons as the generator writes them */
} context;

static _Noreturn void stop(const char *what, int status, const char *out)
{
  fprintf(stderr, "persons_peer: %s: %s %s\n", what, persons_status_name(status), out ? out : "");
  exit(1);
}

static persons_directory *open_directory(const char *path, const char *options)
{
  persons_directory *directory;
  char *out;
  int status = persons_open(path, options, &directory, &out);
  if (status != PERSONS_OK)
    stop(path, status, out);
  persons_free(out);
  return directory;
}

static char *path_in(const char *folder, const char *name)
{
  static char paths[4][4096];
  static int next;
  char *path = paths[next++ % 4];
  snprintf(path, sizeof paths[0], "%s/%s", folder, name);
  return path;
}

/* ------------------------------------------------------------------------------------------------ records -- */

static const char *const same[] = {"personId", "firstName", "lastName",       "email",       "phoneNumber",
                                   "address",  "city",      "profilePicture", "customFields", "state"};

/* The generator's record as one of ours. */
static char *our_record(const char *text)
{
  json_t *theirs = json_loads(text, 0, NULL), *ours = json_object();
  for (size_t i = 0; i < sizeof same / sizeof *same; i++)
    if (!json_is_null(json_object_get(theirs, same[i])))
      json_object_set(ours, same[i], json_object_get(theirs, same[i]));
  json_object_set(ours, "externalRef", json_object_get(theirs, "external_ref"));
  json_object_set(ours, "groupExternalRefs", json_object_get(theirs, "groups"));
  char *record = json_dumps(ours, JSON_COMPACT);
  json_decref(theirs);
  json_decref(ours);
  return record;
}

/* Our record as the generator wrote it: its keys in its order. */
static json_t *their_record(json_t *ours)
{
  static const char *const keys[][2] = {
      {"personId", "personId"},       {"external_ref", "externalRef"}, {"firstName", "firstName"},
      {"lastName", "lastName"},       {"email", "email"},              {"phoneNumber", "phoneNumber"},
      {"profilePicture", "profilePicture"}, {"address", "address"},    {"city", "city"},
      {"state", "state"},             {"customFields", "customFields"}, {"groups", "groupExternalRefs"}};
  json_t *theirs = json_object();
  for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
    json_t *value = json_object_get(ours, keys[i][1]);
    json_object_set_new(theirs, keys[i][0], value ? json_incref(value) : json_null());
  }
  return theirs;
}

static void shape(buf_t *b)
{
  json_t *answer = json_loadb(b->p, b->n, 0, NULL), *person;
  size_t index;
  long total = (long)json_integer_value(json_object_get(answer, "total"));
  ans_begin(b);
  json_array_foreach(json_object_get(answer, "persons"), index, person) {
    json_t *theirs = their_record(person);
    char *text = json_dumps(theirs, JSON_COMPACT);
    ans_person(b, text, strlen(text));
    free(text);
    json_decref(theirs);
  }
  ans_end(b, total);
  json_decref(answer);
}

/* --------------------------------------------------------------------------------------- finding, searching -- */

/* Appends "key":"value" with what is between. */
static void put_pair(buf_t *b, const char *before, const char *key, const char *value)
{
  b_str(b, before);
  b_str(b, key);
  b_str(b, ":\"");
  for (; *value; value++) {
    if (*value == '"' || *value == '\\')
      b_put(b, "\\", 1);
    b_put(b, value, 1);
  }
  b_put(b, "\"", 1);
}

static int put_person(const context *c, const char *id, buf_t *b)
{
  char *out = NULL;
  int status = persons_get(c->directory, id, &out);
  if (status != PERSONS_OK && status != PERSONS_NOT_FOUND)
    stop("get", status, out);
  if (status == PERSONS_OK)
    ans_person(b, out, strlen(out));
  persons_free(out);
  return status == PERSONS_OK;
}

static void run_find(void *argument, const q_t *q, buf_t *b)
{
  static buf_t request;
  const context *c = argument;
  ans_begin(b);
  if (!strcmp(q->op, "get")) {
    ans_end(b, put_person(c, q->a[0], b));
    return;
  }
  request.n = 0;
  put_pair(&request, "{", !strcmp(q->op, "phone") ? "\"phone_number\"" : !strcmp(q->op, "email") ? "\"email_address\"" :
                          "\"external_ref\"", q->a[0]);
  int groups[16], n = parse_groups(q->a[1], groups, 16);
  if (*q->a[1])
    for (int i = 0; i < n; i++) {
      char text[64];
      snprintf(text, sizeof text, "%s\"group-%d\"", i ? "," : ",\"groups_external_refs\":[", groups[i]);
      b_str(&request, text);
    }
  b_put(&request, *q->a[1] ? "]}" : "}", *q->a[1] ? 3 : 2);
  char *out = NULL;
  int status = persons_find(c->directory, request.p, &out);
  long total = 0;
  if (status == PERSONS_OK) {
    static const char key[] = "{\"identifier\":\"";
    for (char *at = out; (at = strstr(at, key)) != NULL; total++) {
      char *id = at + sizeof key - 1, *end = strchr(id, '"');
      *end = 0;
      if (total < 10)
        put_person(c, id, b);
      at = end + 1;
    }
  } else if (status != PERSONS_NOT_FOUND) {
    stop("find", status, out);
  }
  persons_free(out);
  ans_end(b, total);
}

static void run_search(void *argument, const q_t *q, buf_t *b)
{
  static buf_t request;
  const context *c = argument;
  request.n = 0;
  put_pair(&request, "{", "\"query\"", q->a[0]);
  if (!strcmp(q->op, "filter")) {
    if (*q->a[1])
      put_pair(&request, ",", "\"city\"", q->a[1]);
    put_pair(&request, ",", "\"state\"", q->a[2]);
  }
  if (c->fuzzy)
    put_pair(&request, ",", "\"fuzzy\"", c->fuzzy);
  if (c->limit) {
    char text[32];
    snprintf(text, sizeof text, ",\"limit\":%d", c->limit);
    b_str(&request, text);
  }
  b_put(&request, "}", 2);
  char *out = NULL;
  int status = persons_search(c->directory, request.p, &out);
  if (status != PERSONS_OK)
    stop("search", status, out);
  static const char before[] = "\"persons\":[", after[] = "],\"total\":";
  char *persons = strstr(out, before) + sizeof before - 1, *end = out + strlen(out);
  while (strncmp(end, after, sizeof after - 1) != 0)
    end--;
  ans_begin(b);
  if (end > persons)
    ans_person(b, persons, (size_t)(end - persons)); /* the persons with the commas between them */
  ans_end(b, atol(end + sizeof after - 1));
  persons_free(out);
}

static void run(void *argument, const q_t *q, buf_t *b)
{
  const context *c = argument;
  int find = 0;
  for (size_t i = 0; i < sizeof FIND_OPS / sizeof *FIND_OPS; i++)
    find |= !strcmp(q->op, FIND_OPS[i]);
  if (find)
    run_find(argument, q, b);
  else
    run_search(argument, q, b);
  if (c->shaped)
    shape(b);
}

/* -------------------------------------------------------------------------------------------------- modes -- */

/* The workload names a city by its letters alone; ours is given the city as it is written. */
static void name_cities(work_t *w, const char *data)
{
  int n;
  row_t *rows = load_rows(path_in(data, "persons.tsv"), &n);
  json_t *cities = json_object();
  for (int i = 0; i < n; i++) {
    static const char key[] = "\"city\":\"";
    char *at = strstr(rows[i].c[P_JSON], key);
    if (!at || json_object_get(cities, rows[i].c[P_CITY]))
      continue;
    at += sizeof key - 1;
    json_object_set_new(cities, rows[i].c[P_CITY], json_stringn(at, (size_t)(strchr(at, '"') - at)));
  }
  for (int i = 0; i < w->n; i++) {
    const char *city = json_string_value(json_object_get(cities, w->q[i].a[1]));
    if (!strcmp(w->q[i].op, "filter") && city)
      w->q[i].a[1] = strdup(city);
  }
  json_decref(cities);
  if (n > 0)
    free(rows[0].c[0]); /* the whole text */
  free(rows);
}

static void write_ndjson(const row_t *rows, int n, const char *path)
{
  FILE *file = fopen(path, "w");
  if (!file) {
    perror(path);
    exit(1);
  }
  for (int i = 0; i < 200; i++)
    fprintf(file, "{\"group\":{\"group_id\":\"group-%d\",\"external_ref\":\"group-%d\",\"name\":\"Group %d\"}}\n", i, i, i);
  for (int i = 0; i < n; i++) {
    char *record = our_record(rows[i].c[P_JSON]);
    fprintf(file, "%s\n", record);
    free(record);
  }
  fclose(file);
}

/* Timed from the NDJSON to a closed directory that has answered a search. */
static void import(const char *data, const char *folder, const char *result)
{
  static const char *const names[] = {"people.db", "people.db-wal", "people.db-shm", "people.db-search"};
  int n;
  mkdir(folder, 0700);
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    unlink(path_in(folder, names[i]));
  row_t *rows = load_rows(path_in(data, "persons.tsv"), &n);
  char *ndjson = path_in(data, "persons-ours.ndjson"), *out;
  write_ndjson(rows, n, ndjson);
  if (n > 0)
    free(rows[0].c[0]);
  free(rows);
  bench_init("persons", n, result);
  uint64_t start = now_ns();
  persons_directory *directory = open_directory(path_in(folder, "people.db"), NULL);
  int status = persons_import(directory, ndjson, NULL, NULL, NULL, &out);
  if (status != PERSONS_OK || !strstr(out, "\"failed\":0"))
    stop("import", status, out);
  persons_free(out);
  uint64_t imported = now_ns();
  status = persons_search(directory, "{\"query\":\"smith\"}", &out);
  if (status != PERSONS_OK)
    stop("search", status, out);
  persons_free(out);
  persons_close(directory);
  emit_num("import", "persons_s", n / ((double)(now_ns() - start) / 1e9));
  emit_num("import-call", "persons_s", n / ((double)(imported - start) / 1e9));
  emit_num("disk", "bytes_per_person", disk_bytes(folder) / n);
  unlink(ndjson);
}

static long persons_in(persons_directory *directory)
{
  char *out;
  int status = persons_stats(directory, &out);
  if (status != PERSONS_OK)
    stop("stats", status, out);
  json_t *stats = json_loads(out, 0, NULL);
  long n = (long)json_integer_value(json_object_get(stats, "persons"));
  json_decref(stats);
  persons_free(out);
  return n;
}

static void query(const char *data, const char *folder, const char *result, const char *answers)
{
  enum { FINDS = sizeof FIND_OPS / sizeof *FIND_OPS, SEARCHES = sizeof SEARCH_OPS / sizeof *SEARCH_OPS };
  static const char *const typo[] = {"typo"};
  work_t w = load_work(path_in(data, "workload.tsv"));
  name_cities(&w, data);
  context c = {open_directory(path_in(folder, "people.db"), NULL), NULL, 0, 0};
  bench_init("persons", persons_in(c.directory), result);
  rss_report("rss-idle");
  for (int i = 0; i < FINDS; i++)
    bench_class(&w, FIND_OPS[i], run, &c, 1.5, NULL, i ? "persons_find, then persons_get for each" : "");
  for (int i = 0; i < SEARCHES; i++)
    bench_class(&w, SEARCH_OPS[i], run, &c, 1.5, NULL, "default: ranked, exact total, every field, widened below ten");
  rss_report("rss");
  c.fuzzy = "off";
  for (int i = 0; i < SEARCHES - 1; i++) {
    char label[32];
    snprintf(label, sizeof label, "%s-strict", SEARCH_OPS[i]);
    bench_class(&w, SEARCH_OPS[i], run, &c, 1.5, label, "ranked, exact total, every field, fuzzy off");
  }
  char path[4096];
  c.shaped = 1;
  snprintf(path, sizeof path, "%s.strict", answers);
  dump_answers(&w, run, &c, path, SEARCH_OPS, SEARCHES - 1, 60, 40);
  c.fuzzy = NULL;
  const char *all[FINDS + SEARCHES];
  memcpy(all, FIND_OPS, sizeof FIND_OPS);
  memcpy(all + FINDS, SEARCH_OPS, sizeof SEARCH_OPS);
  dump_answers(&w, run, &c, answers, all, FINDS + SEARCHES, 60, 40);
  c.limit = 1000;
  snprintf(path, sizeof path, "%s.typo", answers);
  dump_answers(&w, run, &c, path, typo, 1, 60, 40);
  persons_close(c.directory);
}

/* One call, one durable transaction each; the next search sees it. */
static void write_some(const char *data, const char *path, const char *label, const char *options, int first)
{
  enum { COUNT = 1000 };
  static uint32_t times[COUNT];
  persons_directory *directory = open_directory(path, options);
  for (int update = 0; update < 2; update++) {
    int n;
    row_t *rows = load_rows(path_in(data, update ? "updates.tsv" : "extra.tsv"), &n);
    for (int i = 0; i < COUNT; i++) {
      char *record = our_record(rows[first + i].c[P_JSON]), *out;
      uint64_t start = now_ns();
      int status = update ? persons_update(directory, rows[first + i].c[P_ID], record, &out)
                          : persons_create(directory, record, &out);
      times[i] = (uint32_t)(now_ns() - start);
      if (status != PERSONS_OK)
        stop("write (it needs a fresh import)", status, out);
      persons_free(out);
      free(record);
    }
    char name[64];
    snprintf(name, sizeof name, "%s-%s", update ? "update" : "create", label);
    lat_report(name, times, COUNT, "one commit each");
  }
  persons_close(directory);
}

static void write_mode(const char *data, const char *folder, const char *result)
{
  char *path = strdup(path_in(folder, "people.db"));
  persons_directory *directory = open_directory(path, NULL);
  bench_init("persons", persons_in(directory) / 100000 * 100000, result);
  persons_close(directory);
  write_some(data, path, "durable", NULL, 0);
  write_some(data, path, "nosync", "{\"durability\":\"relaxed\"}", 1000);
}

static void evict(const char *path)
{
  int file = open(path, O_RDONLY);
  if (file < 0)
    return;
  fdatasync(file);
  posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED);
  close(file);
}

/* From an opened program to the first person found. */
static void cold(const char *folder, const char *email, int from_disk)
{
  char *path = path_in(folder, "people.db"), *out;
  if (from_disk) {
    evict(path);
    evict(path_in(folder, "people.db-search"));
  }
  char request[512];
  snprintf(request, sizeof request, "{\"email_address\":\"%s\"}", email);
  uint64_t start = now_ns();
  persons_directory *directory = open_directory(path, NULL);
  int status = persons_find(directory, request, &out);
  printf("%.1f %d\n", (double)(now_ns() - start) / 1e3, status == PERSONS_OK);
  persons_free(out);
  persons_close(directory);
}

int main(int count, char **arguments)
{
  const char *mode = count > 1 ? arguments[1] : "";
  if (!strcmp(mode, "import") && count == 5)
    import(arguments[2], arguments[3], arguments[4]);
  else if (!strcmp(mode, "query") && count == 6)
    query(arguments[2], arguments[3], arguments[4], arguments[5]);
  else if (!strcmp(mode, "write") && count == 5)
    write_mode(arguments[2], arguments[3], arguments[4]);
  else if (!strcmp(mode, "cold") && count >= 4)
    cold(arguments[2], arguments[3], count > 4);
  else {
    fprintf(stderr, "usage: persons_peer import DATA DB OUT | query DATA DB OUT ANSWERS | write DATA DB OUT |"
                    " cold DB EMAIL [evict]\n");
    return 2;
  }
  return 0;
}
