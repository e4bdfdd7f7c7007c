/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A directory in a file with two groups, one event and four callers: the owner, and tokens that may write, that
 * may only read, and that see one group alone.
 */
#ifndef FUZZ_WORLD_H
#define FUZZ_WORLD_H

#include "verdict.h"

enum caller { as_owner, as_writer, as_reader, as_limited, callers };

struct world {
  char *folder;
  char *file;
  persons_directory *directories[callers];
  /* The texts of the tokens; NULL for the owner. */
  char *tokens[callers];
};

/* Make a call of the form (directory, request, out) that must work. */
#define MUST(function, directory, request) \
  do { \
    char *must_out = NULL; \
    int must_status = function(directory, request, &must_out); \
    json_decref(must(#function, must_status, must_out)); \
  } while (0)

static inline persons_directory *open_as(const char *file, const char *token)
{
  persons_directory *directory = NULL;
  char *options = token ? text_of("{\"durability\":\"relaxed\",\"token\":\"%s\"}", token)
                        : text_of("{\"durability\":\"relaxed\"}");
  char *out = NULL;
  int status = persons_open(file, options, &directory, &out);
  json_decref(must("persons_open", status, out));
  free(options);
  return directory;
}

static inline char *token_with(persons_directory *owner, const char *request)
{
  char *out = NULL, *token;
  int status = persons_issue_token(owner, request, &out);
  json_t *answer = must("persons_issue_token", status, out);
  token = strdup(string_at(answer, "token"));
  json_decref(answer);
  return token;
}

static inline void remove_files(const char *file)
{
  static const char *const ends[] = {"", "-wal", "-shm", "-search", "-journal"};
  for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
    char *path = text_of("%s%s", file, ends[i]);
    unlink(path);
    free(path);
  }
}

/* Groups g1 and g2, the event e1, and persons p1 in both groups, p2 in g2 and p3 in none. */
static inline void fill_world(persons_directory *owner)
{
  MUST(persons_put_group, owner, "{\"group_id\":\"g1\",\"external_ref\":\"group-1\",\"name\":\"One\"}");
  MUST(persons_put_group, owner, "{\"group_id\":\"g2\",\"external_ref\":\"group-2\",\"name\":\"Two\"}");
  MUST(persons_put_event, owner, "{\"eventId\":\"e1\",\"name\":\"Conference\",\"slug\":\"conference\"}");
  MUST(persons_create, owner,
       "{\"personId\":\"p1\",\"externalRef\":\"x1\",\"firstName\":\"Ada\",\"lastName\":\"Lovelace\","
       "\"email\":\"ada@example.org\",\"phoneNumber\":\"+44 20 7946 0000\",\"city\":\"London\","
       "\"customFields\":{\"title\":\"Countess\",\"tags\":[\"math\",{\"deep\":1.5}]},"
       "\"groupIds\":[\"g1\",\"g2\"]}");
  MUST(persons_create, owner,
       "{\"personId\":\"p2\",\"firstName\":\"Hidden\",\"lastName\":\"" CANARY "\","
       "\"email\":\"" CANARY "@example.org\",\"groupIds\":[\"g2\"]}");
  MUST(persons_create, owner,
       "{\"personId\":\"p3\",\"firstName\":\"Nobody\",\"lastName\":\"" CANARY "\","
       "\"email\":\"" CANARY "@example.com\"}");
  MUST(persons_record_rsvp, owner,
       "{\"eventId\":\"e1\",\"personId\":\"p1\",\"status\":\"Invited\",\"actorId\":\"u1\"}");
}

static inline void open_world(struct world *world)
{
  persons_directory *owner;
  remove_files(world->file);
  owner = open_as(world->file, NULL);
  fill_world(owner);
  world->tokens[as_writer] = token_with(owner, NULL);
  world->tokens[as_reader] = token_with(owner, "{\"rights\":[\"read\"]}");
  world->tokens[as_limited] = token_with(owner, "{\"group_ids\":[\"g1\"]}");
  world->directories[as_owner] = owner;
  for (enum caller caller = as_writer; caller < callers; caller++)
    world->directories[caller] = open_as(world->file, world->tokens[caller]);
}

static inline void close_world(struct world *world)
{
  for (enum caller caller = as_owner; caller < callers; caller++) {
    persons_close(world->directories[caller]);
    free(world->tokens[caller]);
    world->tokens[caller] = NULL;
  }
}

/* A world in a folder of its own. */
static inline void make_world(struct world *world, const char *name)
{
  world->folder = make_folder(name);
  world->file = text_of("%s/people.db", world->folder);
  open_world(world);
}

#endif
