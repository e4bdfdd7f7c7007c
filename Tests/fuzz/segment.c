/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The file of the search index, damaged: searches answer as with the sound one. With its checksums made right again,
 * as no accident makes them, the bytes reach all that reads the index; then answers may be wrong, but nothing breaks.
 *
 * Input: a byte of flags (from 0xF0 on the directory is opened for writing too, which makes a new index), a byte for the search that comes first, then the whole file or edits of the sound one
 * (edits.h).
 */
#include "edits.h"
#include "people.h"
#include "shape.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "run.h"

/* Just enough for an index in a file, and few with much to index: a damaged index is built anew. */
enum { people = 1001, full = 150 };
enum flag { has_right_checksums = 1, is_whole_file = 4, is_written_from = 0xF0 };

/* As Sources/PersonsSearch/Segment/SegmentFormat.swift has them. */
enum { head_bytes = 320, block_bytes = 1 << 16, checksums_part = 10, first_part = 88 };
#define MAGIC 0x003152534E524550u

static const char *const searches[] = {
    "{\"query\":\"ada\"}", "{\"query\":\"smith rob\",\"limit\":5,\"skip\":2}",
    "{\"query\":\"Katharina Meier\",\"fuzzy\":\"loose\"}", "{\"query\":\"lovelase\",\"fuzzy\":\"on\",\"highlight\":true}",
    "{\"query\":\"person7@mail.example.org\"}", "{\"query\":\"0007-0007\"}",
    "{\"query\":\"екатерина\",\"fuzzy\":\"off\"}", "{\"query\":\"m\",\"city\":\"ber*\"}",
    "{\"lastName\":\"o'brien\",\"group_ids\":[\"g1\"]}", "{\"query\":\"n1\",\"firstName\":\"bob\"}",
    "{\"query\":\"p\",\"group_ids\":[\"g1\",\"g2\"]}", "{\"group_ids\":[\"g1\"],\"limit\":5}"};
enum { search_count = sizeof searches / sizeof *searches, searches_each = 3 };

static struct world world;
static char *index_path;
static char *sound_index, *sound_database;
static size_t index_length, database_length;
static char *wanted[search_count];

static persons_directory *open_directory(int is_read_only)
{
  persons_directory *directory = NULL;
  char *out = NULL;
  int status = persons_open(world.file, is_read_only ? "{\"read_only\":true}" : "{\"durability\":\"relaxed\"}",
                            &directory, &out);
  json_decref(must("persons_open", status, out));
  return directory;
}

static void prepare(void)
{
  persons_directory *directory;
  make_world(&world, "fuzz-segment");
  add_people(&world, people, full);
  close_world(&world);
  index_path = text_of("%s-search", world.file);
  sound_index = read_whole(index_path, &index_length);
  sound_database = read_whole(world.file, &database_length);
  if (!sound_index || !sound_database)
    fault("no index beside the database");
  directory = open_directory(1);
  for (size_t i = 0; i < search_count; i++)
    json_decref(must("persons_search", persons_search(directory, searches[i], &wanted[i]),
                     wanted[i] ? strdup(wanted[i]) : NULL));
  persons_close(directory);
}

static uint64_t word_at(const uint8_t *bytes)
{
  uint64_t word;
  memcpy(&word, bytes, sizeof word);
  return word;
}

static void put_word(uint8_t *bytes, uint64_t word)
{
  memcpy(bytes, &word, sizeof word);
}

/* Every checksum as the bytes now have it. */
static void mend_checksums(struct damaged *file)
{
  uint64_t table, size;
  if (file->length < head_bytes)
    return;
  put_word(file->bytes + 56, file->length);
  put_word(file->bytes + head_bytes - 8, XXH3_64bits_withSeed(file->bytes, head_bytes - 8, MAGIC));
  table = word_at(file->bytes + first_part + 16 * checksums_part);
  size = word_at(file->bytes + first_part + 16 * checksums_part + 8);
  if (table > file->length || size > file->length - table)
    return;
  for (uint64_t block = 0; block * block_bytes < table && block * 8 + 8 <= size; block++) {
    uint64_t start = block * block_bytes, left = table - start;
    put_word(file->bytes + table + block * 8,
             XXH3_64bits_withSeed(file->bytes + start, left < block_bytes ? left : block_bytes, block));
  }
}

static void check_search(persons_directory *directory, size_t number, int is_damaged)
{
  char *out = NULL;
  int status = persons_search(directory, searches[number], &out);
  json_t *answer;
  if (is_damaged && (status != PERSONS_OK || !out || strcmp(out, wanted[number]) != 0))
    fault("damage changes the answer to %s: %s, %.300s\ninstead of %.300s", searches[number],
          persons_status_name(status), out ? out : "NULL", wanted[number]);
  answer = judged("persons_search", status, out);
  json_decref(answer);
}

static int run(struct input input)
{
  unsigned flags = take_byte(&input), first = take_byte(&input);
  int is_damaged = !(flags & has_right_checksums), is_written = flags >= is_written_from;
  struct damaged file;
  persons_directory *directory;
  if (flags & is_whole_file) {
    file = copy_of((const char *)input.bytes, input.length);
  } else {
    file = copy_of(sound_index, index_length);
    apply_edits(&file, &input);
  }
  if (flags & has_right_checksums)
    mend_checksums(&file);
  write_whole(index_path, (const char *)file.bytes, file.length);
  directory = open_directory(!is_written);
  for (size_t i = 0; i < searches_each; i++)
    check_search(directory, (first + i) % search_count, is_damaged);
  if (is_written) {
    char *out = NULL;
    int status = persons_check(directory, &out);
    json_decref(must("persons_check", status, out));
    check_search(directory, first % search_count, 1);
  }
  persons_close(directory);
  /* A new index is noted in the database, and the old one with it no more. */
  if (is_written) {
    remove_files(world.file);
    write_whole(world.file, sound_database, database_length);
    chmod(world.file, 0600);
  }
  free(file.bytes);
  state_is_new();
  return 0;
}
