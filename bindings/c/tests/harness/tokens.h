/* SPDX-License-Identifier: Apache-2.0 */
/* Organizations and tokens, and what a token keeps its handle from. */
#ifndef HARNESS_TOKENS_H
#define HARNESS_TOKENS_H

#include "expect.h"

static inline persons_directory *open_with_token(const char *path, const char *token)
{
  char *options = text_of("{\"token\":\"%s\"}", token);
  persons_directory *directory;
  GIVES(persons_open(path, options, &directory, OUT), "", "{}");
  free(options);
  return directory;
}

static inline void check_organizations(persons_directory *owner)
{
  GIVES(persons_put_organization(owner, "{\"slug\":\"acme\",\"name\":\"Acme\"}", OUT), "",
        "{\"slug\":\"acme\",\"name\":\"Acme\"}");
  GIVES(persons_put_organization(owner, "{\"slug\":\"other\",\"name\":\"Other\"}", OUT), "slug",
        "\"other\"");
  GIVES(persons_list_organizations(owner, NULL, OUT), "organizations.1.slug", "\"other\"");
  GIVES(persons_list_organizations(owner, "{\"skip\":2}", OUT), "organizations", "[]");
  REFUSED_AT(persons_put_organization(owner, "{\"slug\":\"Not A Slug\"}", OUT), PERSONS_INVALID,
             "invalid_value", "slug");
  REFUSED_AT(persons_put_organization(owner, "{\"name\":\"x\"}", OUT), PERSONS_INVALID,
             "missing_field", "slug");
  REFUSED(persons_put_organization(owner, NULL, OUT), PERSONS_MISUSE, "null_argument");
}

static inline void check_limited(persons_directory *limited)
{
  GIVES(persons_list(limited, NULL, OUT), "persons.0.personId", "\"inside\"");
  GIVES(persons_search(limited, "{}", OUT), "total", "1");
  REFUSED(persons_get(limited, "outside", OUT), PERSONS_NOT_FOUND, "not_found");
  REFUSED(persons_update(limited, "outside", "{}", OUT), PERSONS_NOT_FOUND, "not_found");
  REFUSED(persons_list(limited, "{\"group_ids\":[\"g2\"]}", OUT), PERSONS_NOT_FOUND,
          "group_not_found");
  GIVES(persons_update(limited, "inside", "{\"city\":\"Bath\"}", OUT), "success", "true");
  REFUSED(persons_put_group(limited, "{}", OUT), PERSONS_FORBIDDEN, "limited_token");
  REFUSED(persons_delete_group(limited, "g1", OUT), PERSONS_FORBIDDEN, "limited_token");
  REFUSED(persons_put_event(limited, "{\"name\":\"x\"}", OUT), PERSONS_FORBIDDEN, "limited_token");
  REFUSED(persons_erase(limited, "inside", OUT), PERSONS_FORBIDDEN, "limited_token");
  ANSWERS(persons_create(limited, "{\"personId\":\"mine\",\"firstName\":\"A\","
                         "\"lastName\":\"B\",\"email\":\"a@example.org\"}", OUT),
          PERSONS_FORBIDDEN);
  REFUSED(persons_check(limited, OUT), PERSONS_FORBIDDEN, "owner_only");
  REFUSED(persons_backup(limited, "/nowhere/copy.db", OUT), PERSONS_FORBIDDEN, "owner_only");
  REFUSED(persons_issue_token(limited, NULL, OUT), PERSONS_FORBIDDEN, "owner_only");
  REFUSED(persons_list_tokens(limited, NULL, OUT), PERSONS_FORBIDDEN, "owner_only");
  REFUSED(persons_revoke_token(limited, "x", OUT), PERSONS_FORBIDDEN, "owner_only");
  REFUSED(persons_put_organization(limited, "{\"slug\":\"x\"}", OUT), PERSONS_FORBIDDEN,
          "owner_only");
  REFUSED(persons_list_organizations(limited, NULL, OUT), PERSONS_FORBIDDEN, "owner_only");
  GIVES(persons_stats(limited, OUT), "persons", "1");
}

static inline void check_token_requests(persons_directory *owner)
{
  REFUSED(persons_issue_token(owner, "{\"group_ids\":[],\"groups_external_refs\":[]}", OUT),
          PERSONS_INVALID, "both_group_identifiers_provided");
  REFUSED(persons_issue_token(owner, "{\"group_ids\":[\"none\"]}", OUT), PERSONS_NOT_FOUND,
          "group_not_found");
  REFUSED(persons_issue_token(owner, "{\"rights\":[\"fly\"]}", OUT), PERSONS_INVALID,
          "invalid_value");
  REFUSED(persons_issue_token(owner, "{\"expires_in\":0}", OUT), PERSONS_INVALID,
          "invalid_value");
  REFUSED(persons_revoke_token(owner, "none", OUT), PERSONS_NOT_FOUND, "token_not_found");
  REFUSED(persons_revoke_token(owner, NULL, OUT), PERSONS_MISUSE, "null_argument");
}

/* A token that only reads; revoked while it is in use. */
static inline void check_reader(persons_directory *owner, const char *path)
{
  persons_directory *reader, *none;
  char *token, *token_id;
  json_t *issued;
  HOLDS(persons_issue_token(owner, "{\"rights\":[\"read\"],\"name\":\"reader\"}", OUT) ==
        PERSONS_OK);
  issued = take_answer(answer_text);
  answer_text = NULL;
  token = text_of("%s", string_at(issued, "token"));
  token_id = text_of("%s", string_at(issued, "token_id"));
  json_decref(issued);
  HOLDS(strncmp(token, "prs_", 4) == 0);
  reader = open_with_token(path, token);
  GIVES(persons_search(reader, "{}", OUT), "total", "2");
  REFUSED(persons_delete(reader, "inside", OUT), PERSONS_FORBIDDEN, "insufficient_rights");
  GIVES(persons_list_tokens(owner, NULL, OUT), "tokens.1.rights", "[\"read\"]");
  GIVES(persons_revoke_token(owner, token_id, OUT), "", "{\"success\":true}");
  GIVES(persons_revoke_token(owner, token_id, OUT), "", "{\"success\":true}");
  REFUSED(persons_list(reader, NULL, OUT), PERSONS_UNAUTHORIZED, "invalid_authorization");
  persons_close(reader);
  char *options = text_of("{\"token\":\"%s\"}", token);
  REFUSED(persons_open(path, options, &none, OUT), PERSONS_UNAUTHORIZED,
          "invalid_authorization");
  free(options);
  free(token);
  free(token_id);
}

static inline void check_mismatch(const char *path, const char *token)
{
  persons_directory *none;
  char *options = text_of("{\"organization\":\"other\",\"token\":\"%s\"}", token);
  REFUSED(persons_open(path, options, &none, OUT), PERSONS_FORBIDDEN, "organization_mismatch");
  free(options);
}

static inline void check_tokens(const char *folder)
{
  char *path = text_of("%s/tokens.db", folder), *token;
  persons_directory *owner, *limited;
  GIVES(persons_open(path, "{\"organization\":\"acme\"}", &owner, OUT), "", "{}");
  check_organizations(owner);
  ANSWERS(persons_put_group(owner, "{\"group_id\":\"g1\"}", OUT), PERSONS_OK);
  ANSWERS(persons_put_group(owner, "{\"group_id\":\"g2\"}", OUT), PERSONS_OK);
  ANSWERS(persons_create(owner, "{\"personId\":\"inside\",\"firstName\":\"A\","
                         "\"lastName\":\"B\",\"email\":\"a@example.org\","
                         "\"groupIds\":[\"g1\"]}", OUT), PERSONS_OK);
  ANSWERS(persons_create(owner, "{\"personId\":\"outside\",\"firstName\":\"A\","
                         "\"lastName\":\"B\",\"email\":\"a@example.org\","
                         "\"groupIds\":[\"g2\"]}", OUT), PERSONS_OK);
  token = STRING_OF(persons_issue_token(owner, "{\"group_ids\":[\"g1\"]}", OUT), "token");
  limited = open_with_token(path, token);
  check_limited(limited);
  check_token_requests(owner);
  check_reader(owner, path);
  check_mismatch(path, token);
  persons_close(limited);
  persons_close(owner);
  free(token);
  free(path);
}

#endif
