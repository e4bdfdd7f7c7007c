/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PERSONS_H
#define PERSONS_H

/*
 * libpersons: an embeddable persons directory.
 *
 * It finds, searches and updates persons from inside your program: no server,
 * no daemon, one file. Requests and results are JSON text. This header is the
 * specification: what is not in here is not part of the library.
 *
 *     #include <persons.h>
 *     #include <stdio.h>
 *
 *     int main(void)
 *     {
 *       persons_directory *directory;
 *       char *result = NULL;
 *       int status = persons_open("people.db", NULL, &directory, NULL);
 *       if (status == PERSONS_OK) {
 *         status = persons_create(directory,
 *                      "{\"firstName\":\"Ada\",\"lastName\":\"Lovelace\","
 *                      "\"email\":\"ada@example.org\"}", &result);
 *         if (status == PERSONS_OK) {
 *           persons_free(result);
 *           status = persons_search(directory, "{\"query\":\"lovel\"}", &result);
 *         }
 *       }
 *       puts(result ? result : persons_status_name(status));
 *       persons_free(result);
 *       persons_close(directory);
 *       return status == PERSONS_OK ? 0 : 1;
 *     }
 *
 * Build it with: cc example.c $(pkg-config --cflags --libs persons)
 *
 * ---------------------------------------------------------------- caveats --
 *
 * Not on a network file system: processes that share a directory share memory.
 * Such a location is refused.
 *
 * Not across fork(): in the child, a handle of the parent answers
 * PERSONS_MISUSE, and when the parent had a directory open at the time of the
 * fork, the child can open none. Fork first and open then, or exec.
 *
 * A thread that calls needs 128 KiB of stack.
 *
 * An allocation that fails inside the library ends the process, as in most
 * programs on Linux; sizes are bounded early so that this stays rare. Where
 * the text of a result cannot be allocated, PERSONS_NO_MEMORY is returned.
 *
 * ------------------------------------------------------------------ rules --
 *
 * Status. Every call that can fail returns an int: PERSONS_OK (0) or a
 *   negative PERSONS_ status. The status says the class of the error, the
 *   "type" in the error's JSON says the case. New statuses and new types may
 *   be added: treat an unknown negative number as an error.
 *
 * Text. Everything is NUL-terminated UTF-8. A request is a JSON object of at
 *   most 8 MiB, with at most 1,000,000 values, nested at most 64 deep, each
 *   string in it at most 64 KiB; the record of a person that it makes is at
 *   most 4 MiB. A directory's request may be NULL where nothing in it is
 *   required. Keys that a call does not know, keys that stand twice and values
 *   of the wrong type are errors that name the key: a misspelt filter never
 *   widens an answer.
 *   null for an optional key of a request means "not given", except in
 *   persons_update, where it clears the attribute.
 *
 * Result. The last parameter, `char **out`, receives a text that the caller
 *   owns and releases with persons_free: the result after PERSONS_OK, the
 *   error after any other status:
 *       {"error":{"type":"unknown_key","message":"…","field":"fristName"}}
 *   "field" names the offending key ("persons[3].email_address" inside a
 *   batch), "offset" is the byte at which a JSON text went wrong; both are
 *   absent where they would not help. `out` may be NULL when the text is not
 *   wanted. After PERSONS_NO_MEMORY it can be NULL on return. There is no
 *   last-error state. A message never holds a name, an address, a number, the
 *   text of a query or a token.
 *
 * Ownership. Three words: borrowed (read during the call only), owned (the
 *   caller releases it with the named function), static (never released).
 *   Every argument is borrowed.
 *
 * Handles. A persons_directory is a checked number, not an address. NULL, a
 *   handle that was closed, one that never was, or one from before a fork
 *   answers PERSONS_MISUSE and does nothing.
 *
 * Threads. Any thread may make any call on any handle at any time. Readers
 *   never wait for writers, except in ":memory:". Concurrent writers of one
 *   handle share their commits, so many threads write faster than one. Several
 *   processes may open the same file. The library starts no thread.
 *
 * Snapshots. A call that reads sees one committed state from its beginning to
 *   its end. A call that writes is one transaction: it happens whole or not at
 *   all, and once it has returned PERSONS_OK it survives a crash of the
 *   process and, unless "durability" was relaxed, of the machine.
 *
 * Visibility. A token that is limited to groups sees the persons in these groups
 *   alone. A person that it cannot see is absent, in what a call answers and in
 *   how long it takes. Changes that it cannot see move nothing that it is told.
 *   Its revisions and cursors ("last_id") are opaque: integers from 2^52 to
 *   2^53-1 in no order, the same for every token of the organization. Pass them
 *   back as they are.
 *
 * Retrying. Every write takes an optional "idempotencyKey" in its request
 *   (1 to 200 bytes; the token calls and the calls without a JSON request
 *   have none). Within 30 days, a repeated key with the same request returns
 *   the first result again and writes nothing; with another request it is
 *   PERSONS_CONFLICT, type "idempotency_key_reused". Requests are the same when
 *   they have the same members in the same order; how the text is spaced and
 *   where the key stands makes no difference.
 *
 * Times. RFC 3339 in UTC with milliseconds: "2026-01-31T09:00:00.000Z". A time
 *   that you give may have an offset and is kept as you wrote it in events.
 *
 * Manners. No signal handlers, no output, no change of locale or environment;
 *   descriptors close on exec, and none is 0, 1 or 2: where these are free, a call
 *   may put /dev/null there. Files are 0600 whatever the umask. A write over the
 *   limit on the size of files (RLIMIT_FSIZE) is PERSONS_FULL, file_size_limit;
 *   the host gets no SIGXFSZ for it.
 *
 * Statuses that every call below may return besides its own:
 *   PERSONS_MISUSE        null_handle, closed_handle, forked: a handle that
 *                         cannot be used; null_argument: see "field"
 *   PERSONS_INVALID       malformed_json, invalid_utf8, unknown_key,
 *                         duplicate_key, wrong_type, missing_field,
 *                         invalid_value
 *   PERSONS_TOO_LARGE     too_large, too_deep, too_many_values: a bound above,
 *                         or the largest "limit" of a page, was exceeded; the
 *                         message names it
 *   PERSONS_UNAUTHORIZED  the handle's token has expired or was revoked
 *                         (expired_token, invalid_authorization)
 *   PERSONS_FORBIDDEN     the token lacks a right (insufficient_rights), is
 *                         limited to groups (limited_token), or the call is the
 *                         owner's (owner_only)
 *   PERSONS_BUSY          busy: another process held the file for "timeout_ms"
 *   PERSONS_FULL          disk_full: the disk or the quota; file_size_limit
 *   PERSONS_IO            io_error: what the disk answered; cannot_open: of the
 *                         files beside the directory; too_many_files;
 *                         file_moved: the file was removed, renamed or replaced
 *                         while it was open; file_replaced: another directory
 *                         is in its place
 *   PERSONS_CORRUPT       damaged_file, damaged_record, not_a_database: see
 *                         persons_check
 *   PERSONS_PERMISSION    permission: of the file system
 *   PERSONS_READ_ONLY     read_only: a write on what can only be read
 *   PERSONS_NO_MEMORY     no_memory: the result could not be allocated
 *   PERSONS_INTERRUPTED   interrupted: persons_interrupt was called
 *   PERSONS_INTERNAL      internal: a fault of the library, please report it
 *
 * And where the directory is a service's, which is told its errors as they are:
 *   PERSONS_INVALID       refused: the service does not say why
 *   PERSONS_FORBIDDEN     forbidden: likewise
 *   PERSONS_CONFLICT      conflict: likewise
 *   PERSONS_UNAVAILABLE   unknown_host, connection_refused, connection_lost,
 *                         tls_failed, untrusted_certificate, service_failed
 *   PERSONS_TIMEOUT       timeout: no answer within "timeout_ms"
 *   PERSONS_PROTOCOL      not_json, wrong_shape, incomplete_answer,
 *                         malformed_answer, answer_too_large, unexpected_status
 *   PERSONS_RATE_LIMITED  rate_limited: the service asks to wait longer than
 *                         "timeout_ms"
 *   PERSONS_UNSUPPORTED   not_offered: the service has no such call
 *   What passes by itself (no connection, a lost one, 429, 502, 503, 504) is tried again
 *   until "timeout_ms" is over, as slowly as the service asks for: calls that
 *   read, and with "service":"persons" calls that write, which then carry an
 *   "idempotencyKey". Connections are kept and used again by all threads.
 *   persons_interrupt ends a call within a second; a write that was sent may have
 *   happened. libcurl looks up names in a thread of its own.
 */

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#ifndef PERSONS_API
#  define PERSONS_API
#endif
#if defined(__GNUC__) && !defined(PERSONS_NO_WARN_UNUSED)
#  define PERSONS_MUST_CHECK __attribute__((warn_unused_result))
#else
#  define PERSONS_MUST_CHECK
#endif

/* ============================================================= versions == */

/** The library's version, major.minor.patch. */
#define PERSONS_VERSION "0.1.0"

/** The version as a number: major * 1000000 + minor * 1000 + patch. */
#define PERSONS_VERSION_NUMBER 1000

/** The ABI's version: the number in libpersons.so.1. */
#define PERSONS_ABI_VERSION 1

/**
 * Return the version of the library that is loaded, PERSONS_VERSION as it was
 * when the library was built.
 *
 * @return Static text.
 * Threads: any. Since: 0.1.
 */
PERSONS_API const char *persons_version(void);

/**
 * Return the ABI version of the library that is loaded. A program that loads
 * the library by name compares it with PERSONS_ABI_VERSION.
 *
 * Threads: any. Since: 0.1.
 */
PERSONS_API int persons_abi_version(void);

/* ============================================================= statuses == */

/* The caller can change something. */
#define PERSONS_OK             0  /* the call did what it says */
#define PERSONS_MISUSE        -1  /* a NULL, closed, foreign or forked handle */
#define PERSONS_INVALID       -2  /* the request is wrong, "field" says where */
#define PERSONS_NOT_FOUND     -3  /* no such person, group, event, file … */
#define PERSONS_CONFLICT      -4  /* it exists already, or is in use */
#define PERSONS_UNAUTHORIZED  -5  /* the token is missing, bad or expired */
#define PERSONS_FORBIDDEN     -6  /* the token does not allow this call */
#define PERSONS_UNSUPPORTED   -7  /* not offered at this location */
#define PERSONS_TOO_LARGE     -8  /* over a bound that the message names */

/* The environment says no. */
#define PERSONS_BUSY         -20  /* another process holds the file */
#define PERSONS_FULL         -21  /* the disk or the quota is full */
#define PERSONS_IO           -22  /* the disk failed; close and open again */
#define PERSONS_CORRUPT      -23  /* the file is damaged: see persons_check */
#define PERSONS_NEWER_FORMAT -24  /* written by a newer libpersons; untouched */
#define PERSONS_NO_MEMORY    -25  /* the result could not be allocated */
#define PERSONS_READ_ONLY    -26  /* a write on what can only be read */
#define PERSONS_PERMISSION   -27  /* the file system does not permit it */

/* A remote service, or time. */
#define PERSONS_UNAVAILABLE  -40  /* the service cannot be reached */
#define PERSONS_TIMEOUT      -41  /* the service did not answer in time */
#define PERSONS_INTERRUPTED  -42  /* persons_interrupt, or a callback said stop */
#define PERSONS_PROTOCOL     -43  /* the service's answer makes no sense */
#define PERSONS_RATE_LIMITED -44  /* the service asks to slow down */

#define PERSONS_INTERNAL     -60  /* a fault of the library */

/**
 * Return the name of a status without its prefix, such as "NOT_FOUND", or
 * "UNKNOWN" for a number that this version does not know.
 *
 * @return Static text.
 * Threads: any. Since: 0.1.
 */
PERSONS_API const char *persons_status_name(int status);

/* ============================================================ directory == */

/** A directory that is open. A checked number: never look inside. */
typedef struct persons_directory persons_directory;

/**
 * Open a directory of persons: a file, which is created when it is absent, or
 * a service.
 *
 * @param location   A path ("people.db"), at most 504 bytes from the root;
 *                   ":memory:" for a directory that lives as long as its handle;
 *                   "https://…" for a service, to which nothing is sent yet
 *                   ("http://…" for one on this machine).
 *                   "postgresql://…" is reserved.
 * @param options    NULL, or a JSON object. For a file and ":memory:":
 *     "organization"  slug of the organization to work in. Absent: the token's,
 *                     or else the first one. A file that this call creates gets
 *                     one with this slug (absent: "default").
 *     "token"         work with the rights of this token (persons_issue_token).
 *                     Absent: as the owner, whom the file's permissions guard.
 *     "create"        create an absent file; never its folder. Default true.
 *     "read_only"     never write. Default false.
 *     "durability"    "full" (default): a write that was answered survives a
 *                     power cut. "relaxed": it survives a crash of the process;
 *                     a power cut can take the last ones, whole.
 *     "timeout_ms"    how long to wait for other processes, 0 to 86400000.
 *                     Default 10000.
 *     "service"       "persons" (default), or "gatsby" or "travtus" to answer
 *                     in the shape of that service's documentation alone:
 *                     persons come without what we add to it (externalRef,
 *                     groupIds, groupExternalRefs, createdAt, updatedAt).
 *   For a service:
 *     "token"         required.
 *     "organization"  its slug; required by "gatsby".
 *     "service"       "persons" (default): one that persons_respond answers;
 *                     "gatsby": list, search, get, create and update; "travtus":
 *                     find and upsert. Other calls, and those of the owner, are
 *                     PERSONS_UNSUPPORTED, not_offered.
 *     "timeout_ms"    how long a call may take in all, with what is tried again,
 *                     1 to 86400000. Default 30000.
 *     "ca_file"       a file of certificates to trust.
 *     "allow_http"    send the token without encryption to another machine.
 *                     Default false.
 * @param directory  Receives the handle, released with persons_close; NULL
 *                   after every failure.
 * @param out        Receives "{}" or the error. Owned, see persons_free.
 * @return PERSONS_OK
 * @return PERSONS_NOT_FOUND     no_such_file ("create" is false),
 *                               no_such_folder, organization_not_found
 * @return PERSONS_INVALID       not_a_directory_file: a file, but not one of
 *                               ours; is_a_folder; insecure_location: "http://"
 *                               of another machine without "allow_http"; also a
 *                               bad option
 * @return PERSONS_NEWER_FORMAT  newer_format: the file is left untouched
 * @return PERSONS_UNSUPPORTED   network_file_system; unsupported_location: a
 *                               postgresql location; no_libcurl: a service
 *                               without libcurl.so.4; old_format: written by an
 *                               unreleased libpersons
 * @return PERSONS_PERMISSION    permission: no access; unsafe_permissions: others
 *                               may write to the file; folder_not_writable:
 *                               "read_only" needs its folder too, for shared
 *                               memory, unless the file system can only be read
 * @return PERSONS_READ_ONLY     read_only: the file or its folder cannot be
 *                               written, open it with "read_only"
 * @return PERSONS_UNAUTHORIZED  missing_authorization (an empty token),
 *                               invalid_authorization, expired_token
 * @return PERSONS_FORBIDDEN     organization_mismatch: the token is for another
 *                               organization than "organization"
 * @return PERSONS_MISUSE        location or directory is NULL; a forked process
 * Threads: any. Since: 0.1.
 */
PERSONS_API PERSONS_MUST_CHECK
int persons_open(const char *location, const char *options,
                 persons_directory **directory, char **out);

/**
 * Close a directory: wait for the calls that run on it, then release it.
 * NULL, and a handle that is closed already, are ignored.
 *
 * Not from inside a progress callback of the same directory: there it is
 * ignored, for it would wait for itself.
 * Threads: any. Since: 0.1.
 */
PERSONS_API void persons_close(persons_directory *directory);

/**
 * Release a text that a call gave out. NULL is ignored.
 *
 * Threads: any. Since: 0.1.
 */
PERSONS_API void persons_free(char *text);

/**
 * End the calls that run on this directory now: each returns
 * PERSONS_INTERRUPTED and has changed nothing, or had finished already.
 * A running import ends after its last whole batch and can be resumed. Calls
 * that begin later are not touched.
 *
 * @return PERSONS_OK, or PERSONS_MISUSE
 * Threads: any, that is its purpose; not from a signal handler. Since: 0.1.
 */
PERSONS_API int persons_interrupt(persons_directory *directory);

/* ============================================================== reading == */

/*
 * A person, in the shape that persons_list, persons_search and persons_get
 * return. Attributes that a person does not have are left out.
 *
 *   {"personId":"0192…","externalRef":"crm-17","firstName":"Ada",
 *    "lastName":"Lovelace","email":"ada@example.org",
 *    "phoneNumber":"+44 20 7946 0000","profilePicture":"https://…",
 *    "address":"12 St James's Square","city":"London","state":"LDN",
 *    "customFields":{"title":"Countess"},
 *    "groupIds":["g1"],"groupExternalRefs":["group-1"],
 *    "createdAt":"2026-01-31T09:00:00.000Z",
 *    "updatedAt":"2026-01-31T09:00:00.000Z"}
 *
 * groupIds and groupExternalRefs name the groups that the caller may see.
 * updatedAt is the time when an attribute last changed; joining or leaving a
 * group and answering to an event do not move it.
 */

/**
 * Find persons by attributes that match exactly.
 *
 * @param request  NULL or a JSON object, every key optional, joined by AND:
 *     "identifier", "external_ref"   compared byte for byte
 *     "first_name", "last_name", "email_address"   in any case (Unicode)
 *     "phone_number"                 in any formatting: "+44 1234 567-890" is
 *                                    "+441234567890"
 *     "group_ids", "groups_external_refs"   arrays; in any of these groups. One
 *                                    of the two; neither: wherever allowed
 *     "after-id"                     the "last_id" of the page before, an
 *                                    integer or its digits in a string; 0 and
 *                                    1 mean the beginning
 *     "limit"                        persons a page, 1 to 100. Default 100
 * @param out      {"last_id":5,"persons":[{"identifier","email_address",
 *                 "first_name","last_name","external_ref","phone_number"}]},
 *                 null where a person has none. In the order of creation;
 *                 last_id is -1 on the last page; for a limited token it is
 *                 opaque. Owned, see persons_free.
 * @return PERSONS_OK
 * @return PERSONS_NOT_FOUND  not_found: nobody matches (a page after the last
 *                            one is empty instead); group_not_found
 * @return PERSONS_INVALID    both_group_identifiers_provided, bad_cursor
 * Threads: any. Since: 0.1.
 */
PERSONS_API PERSONS_MUST_CHECK
int persons_find(persons_directory *directory, const char *request, char **out);

/**
 * List persons in the order of creation.
 *
 * @param request  NULL or {"limit":10,"skip":0}: limit 1 to 1000, skip 0 or
 *                 more. Also "group_ids" or "groups_external_refs".
 * @param out      {"persons":[…]}. Owned, see persons_free.
 * @return PERSONS_OK
 * @return PERSONS_NOT_FOUND  group_not_found
 * Threads: any. Since: 0.1.
 */
PERSONS_API PERSONS_MUST_CHECK
int persons_list(persons_directory *directory, const char *request, char **out);

/**
 * Search persons by what a user types.
 *
 * Every word of "query" must be a word, or the beginning of one, in the
 * person's name, e-mail, phone, address, city, state, external reference or
 * custom fields; case, accents and the order of words do not matter. When
 * fewer than ten persons match so, and the query is nobody's whole name, e-mail
 * address or phone number, other forms of names (Bob for Robert, Meier for
 * Mayer) and typing errors are forgiven, and when they still are fewer than
 * ten, also a word that is wrong altogether. The best match comes first; total
 * counts every match. docs/search.md has the whole rule.
 *
 * Search keeps an index beside the file ("people.db-search", and
 * "people.db-search-2" and so on for further organizations), which it may
 * build, renew or throw away at any time, and which needs no care. The search
 * after a large change waits for it: a second for about 100,000 persons.
 *
 * @param request  NULL or a JSON object, every key optional:
 *     "query"      what was typed
 *     "firstName", "lastName", "email", "city", "state"   the whole value,
 *                  case and accents aside; a trailing * asks for a beginning
 *     "limit"      1 to 1000, default 10        "skip"  0 or more, default 0
 *     "fuzzy"      how far to widen: "auto" (default) as above, "off" not at
 *                  all, "on" forgiving at once, "loose" all the way at once
 *     "highlight"  true: show what matched, default false
 *     "group_ids", "groups_external_refs"   as in persons_find
 * @param out      {"persons":[…],"total":2,"limit":10,"skip":0}, and
 *                 "matched":"fuzzy" or "loose" when the search was widened and
 *                 found more by that. With "highlight" each person also has
 *                 "highlight":[{"field":"lastName","start":0,"length":4,
 *                 "grade":"prefix"},…]: which code points of which value
 *                 matched, and how: "exact", "prefix", "suffix" (of a phone
 *                 number), "variant" or "typo". Owned, see persons_free.
 * @return PERSONS_OK         also when nobody matches: total is 0
 * @return PERSONS_NOT_FOUND  group_not_found
 * Threads: any. Since: 0.1.
 */
PERSONS_API PERSONS_MUST_CHECK
int persons_search(persons_directory *directory, const char *request, char **out);

/**
 * Get one person, with the history of the events they were asked to.
 *
 * @param person_id  The person's personId (identifier).
 * @param out        The person and "eventHistory":
 *     [{"eventId":"e1","name":"Conference","slug":"conference",
 *       "date":"2026-11-15T09:00:00Z","rsvpStatus":"Accepted",
 *       "rsvpStatusHistory":[{"status":"Invited","actorId":"u1",
 *         "actorType":"user","createdAt":"2026-10-01T14:30:00Z"}],
 *       "attendance":"Attended"}]. Owned, see persons_free.
 * @return PERSONS_OK
 * @return PERSONS_NOT_FOUND  not_found: absent, or hidden from this token
 * Threads: any. Since: 0.1.
 */
PERSONS_API PERSONS_MUST_CHECK
int persons_get(persons_directory *directory, const char *person_id, char **out);

/* ============================================================== writing == */

/**
 * Create a person.
 *
 * @param person  A JSON object:
 *     "firstName", "lastName", "email"   required strings
 *     "phoneNumber", "profilePicture", "address", "city", "state",
 *     "externalRef"                      strings
 *     "customFields"                     any JSON object
 *     "groupIds" or "groupExternalRefs"  arrays; never both. Neither: no group,
 *                                        or all groups of a token that is
 *                                        limited to some
 *     "personId"                         your identifier, 1 to 200 bytes;
 *                                        absent: a new UUID, version 7
 *     "idempotencyKey"
 *   An e-mail address that another person has is stored, not refused.
 * @param out     {"personId":"…"}. Owned, see persons_free.
 * @return PERSONS_OK
 * @return PERSONS_CONFLICT   duplicate_person_id, idempotency_key_reused
 * @return PERSONS_NOT_FOUND  group_not_found
 * @return PERSONS_INVALID    both_group_identifiers_provided
 * @return PERSONS_FORBIDDEN  limited_token: "personId" with a token that is
 *                            limited to groups
 * Threads: any. Since: 0.1.
 */
PERSONS_API PERSONS_MUST_CHECK
int persons_create(persons_directory *directory, const char *person, char **out);

/**
 * Change a person: a merge patch (RFC 7396).
 *
 * @param person_id  The person's personId.
 * @param changes    A JSON object with the attributes of persons_create. One
 *                   that is absent stays, null clears, "customFields" merges
 *                   key by key, groups replace those that the caller may see.
 *                   "personId" may repeat person_id. "idempotencyKey". What is
 *                   as it was already is no change.
 * @param out        {"success":true}. Owned, see persons_free.
 * @return PERSONS_OK
 * @return PERSONS_NOT_FOUND  not_found, group_not_found
 * @return PERSONS_INVALID    person_id_mismatch: "personId" is not person_id;
 *                            read_only_field; both_group_identifiers_provided
 * @return PERSONS_CONFLICT   idempotency_key_reused
 * Threads: any. Since: 0.1.
 */
PERSONS_API PERSONS_MUST_CHECK
int persons_update(persons_directory *directory, const char *person_id,
                   const char *changes, char **out);

/**
 * Delete a person. Traces of the record can remain in the file until SQLite
 * reuses the space of its log: persons_erase leaves none. For a token that is
 * limited to groups, a person who is also in other groups leaves its groups and
 * stays in the others.
 *
 * @param person_id  The person's personId.
 * @param out        {"success":true}. Owned, see persons_free.
 * @return PERSONS_OK
 * @return PERSONS_NOT_FOUND  not_found
 * Threads: any. Since: 0.1.
 */
PERSONS_API PERSONS_MUST_CHECK
int persons_delete(persons_directory *directory, const char *person_id, char **out);

/**
 * Create or update many persons in one transaction.
 *
 * @param batch  {"persons":[{"external_ref","email_address","phone_number",
 *               "first_name","last_name", "group_ids" or
 *               "groups_external_refs"}], "idempotencyKey"}. The groups of a
 *               record may be an array or a string that holds one:
 *               "['group-1', 'group-2']".
 *   Each record is matched within its groups (none given: all that the caller
 *   may see), first by external_ref, then by email_address or phone_number; of
 *   several the oldest is taken. A record with an external_ref never matches a
 *   person who has another one, although the service's document does not say
 *   so: its own example has two persons with one phone number and one e-mail
 *   address, told apart by their references alone.
 *   A match is updated with what is given and not null nor empty, and joins
 *   the groups. Without a match a person is created when there is an
 *   external_ref, or a phone number or e-mail and a first or last name.
 *   Groups that the caller may not see, or that do not exist, are passed over;
 *   a record all of whose groups are passed over fails. At most 10,000 records.
 * @param out    {"persons":[…]}: each record as it was given with "identifier",
 *               "success" and "failure_reason" ("" on success). A record that
 *               fails has no identifier and does not stop the others. A token
 *               without the right to read gets no identifiers. Owned, see
 *               persons_free.
 * @return PERSONS_OK        also when records failed: look at each "success"
 * @return PERSONS_INVALID   both_group_identifiers_provided in any record,
 *                           or a malformed record: nothing is written
 * @return PERSONS_CONFLICT  idempotency_key_reused
 * Threads: any. Since: 0.1.
 */
PERSONS_API PERSONS_MUST_CHECK
int persons_upsert(persons_directory *directory, const char *batch, char **out);

/* =============================================================== groups == */

/**
 * Create a group, or change the one with this group_id. Not for a token that
 * is limited to groups.
 *
 * @param group  {"group_id","external_ref","name","idempotencyKey"}, all
 *               optional; without group_id a new group with a new one. Absent
 *               attributes of an existing group stay, null clears.
 * @param out    {"group_id":"…","external_ref":"…","name":"…"}, null for what
 *               the group does not have. Owned, see persons_free.
 * @return PERSONS_OK
 * @return PERSONS_CONFLICT   duplicate_external_ref: another group has it
 * @return PERSONS_FORBIDDEN  limited_token: it is limited to groups
 * Threads: any. Since: 0.1.
 */
PERSONS_API PERSONS_MUST_CHECK
int persons_put_group(persons_directory *directory, const char *group, char **out);

/**
 * List the groups that the caller may see, in the order of creation.
 *
 * @param request  NULL or {"limit":1000,"skip":0}.
 * @param out      {"groups":[{"group_id","external_ref","name"}]}. Owned.
 * @return PERSONS_OK
 * Threads: any. Since: 0.1.
 */
PERSONS_API PERSONS_MUST_CHECK
int persons_list_groups(persons_directory *directory, const char *request, char **out);

/**
 * Delete a group. Its persons stay. Not for a token limited to groups; a token
 * that was limited to this group alone sees nobody from then on.
 *
 * @param out  {"success":true}. Owned, see persons_free.
 * @return PERSONS_OK
 * @return PERSONS_NOT_FOUND  group_not_found
 * @return PERSONS_FORBIDDEN  limited_token: it is limited to groups
 * Threads: any. Since: 0.1.
 */
PERSONS_API PERSONS_MUST_CHECK
int persons_delete_group(persons_directory *directory, const char *group_id, char **out);

/* =============================================================== events == */

/**
 * Create an event, or change the one with this eventId. Not for a token that
 * is limited to groups.
 *
 * @param event  {"eventId","name","slug","date","idempotencyKey"}; name is
 *               required for a new event, date is RFC 3339. Without eventId a
 *               new event with a new one. Absent attributes stay, null clears.
 * @param out    {"eventId","name","slug","date"}, without what the event does
 *               not have. Owned, see persons_free.
 * @return PERSONS_OK
 * @return PERSONS_INVALID    invalid_value: a malformed date
 * @return PERSONS_CONFLICT   duplicate_slug: another event has it
 * @return PERSONS_FORBIDDEN  limited_token: it is limited to groups
 * Threads: any. Since: 0.1.
 */
PERSONS_API PERSONS_MUST_CHECK
int persons_put_event(persons_directory *directory, const char *event, char **out);

/**
 * List the organization's events, in the order of creation.
 *
 * @param request  NULL or {"limit":1000,"skip":0}.
 * @param out      {"events":[{"eventId","name","slug","date"}]}. Owned.
 * @return PERSONS_OK
 * Threads: any. Since: 0.1.
 */
PERSONS_API PERSONS_MUST_CHECK
int persons_list_events(persons_directory *directory, const char *request, char **out);

/**
 * Record a person's answer to an event, their attendance, or both. The answer
 * is appended to the person's rsvpStatusHistory and becomes rsvpStatus.
 *
 * @param request  {"eventId","personId","status","attendance","actorId",
 *                 "actorType","createdAt","idempotencyKey"}; eventId, personId
 *                 and one of status ("Invited", "Accepted" … any text up to 100
 *                 bytes) and attendance are required. createdAt defaults to
 *                 now; with an actorId, actorType defaults to "user".
 * @param out      {"success":true}. Owned, see persons_free.
 * @return PERSONS_OK
 * @return PERSONS_NOT_FOUND  not_found: no such person; event_not_found
 * @return PERSONS_TOO_LARGE  the history of this answer would be over 1 MiB, or
 *                            those of the person over 16 MiB
 * Threads: any. Since: 0.1.
 */
PERSONS_API PERSONS_MUST_CHECK
int persons_record_rsvp(persons_directory *directory, const char *request, char **out);

/* ================================================= organizations, tokens == */

/* All calls of this section are the owner's: PERSONS_FORBIDDEN with a token. */

/**
 * Create an organization, or rename the one with this slug. Nobody and nothing
 * is shared between organizations.
 *
 * @param organization  {"slug","name","idempotencyKey"}; slug is required: 1 to
 *                      100 of a-z, 0-9 and hyphen.
 * @param out           {"slug":"acme","name":"Acme"}. Owned, see persons_free.
 * @return PERSONS_OK
 * Threads: any. Since: 0.1.
 */
PERSONS_API PERSONS_MUST_CHECK
int persons_put_organization(persons_directory *directory, const char *organization,
                             char **out);

/**
 * List the organizations of the file.
 *
 * @param request  NULL or {"limit":1000,"skip":0}.
 * @param out      {"organizations":[{"slug","name"}]}. Owned.
 * @return PERSONS_OK
 * Threads: any. Since: 0.1.
 */
PERSONS_API PERSONS_MUST_CHECK
int persons_list_organizations(persons_directory *directory, const char *request,
                               char **out);

/**
 * Issue a token for this handle's organization. The token is in the result and
 * nowhere else: the file holds a SHA-256 of it.
 *
 * @param request  NULL or a JSON object:
 *     "group_ids" or "groups_external_refs"   limit it to these groups. Neither:
 *                   every group of the organization and persons in none
 *     "rights"      ["read"], ["write"] or both (default)
 *     "expires_in"  seconds from now, 1 to 3155760000. Default 90 days
 *     "name"        a note for persons_list_tokens
 * @param out      {"token":"prs_…","token_id":"…","expires_at":"…"}. Owned.
 * @return PERSONS_OK
 * @return PERSONS_NOT_FOUND  group_not_found
 * @return PERSONS_INVALID    both_group_identifiers_provided
 * Threads: any. Since: 0.1.
 */
PERSONS_API PERSONS_MUST_CHECK
int persons_issue_token(persons_directory *directory, const char *request, char **out);

/**
 * List the organization's tokens, those that ended included.
 *
 * @param request  NULL or {"limit":1000,"skip":0}.
 * @param out      {"tokens":[{"token_id","name","rights","group_ids",
 *                 "created_at","expires_at","revoked_at"}]}: group_ids is null
 *                 for every group, revoked_at is null while it holds. Owned.
 * @return PERSONS_OK
 * Threads: any. Since: 0.1.
 */
PERSONS_API PERSONS_MUST_CHECK
int persons_list_tokens(persons_directory *directory, const char *request, char **out);

/**
 * Revoke a token: the next call with it is refused, in every process.
 *
 * @param token_id  From persons_issue_token or persons_list_tokens.
 * @param out       {"success":true}, also when it was revoked before. Owned.
 * @return PERSONS_OK
 * @return PERSONS_NOT_FOUND  token_not_found
 * Threads: any. Since: 0.1.
 */
PERSONS_API PERSONS_MUST_CHECK
int persons_revoke_token(persons_directory *directory, const char *token_id, char **out);

/* ==================================================== import and export == */

/**
 * Called during long work, now and then: at least once per thousand persons.
 *
 * @param context  What was given to the call.
 * @param done     Rows (import) or persons (export) so far.
 * @param bytes    Bytes read or written so far.
 * @param total    Bytes to read in all, or -1 where that is not known.
 * @return 0 to go on; anything else ends the call with PERSONS_INTERRUPTED.
 * It may call the library, except persons_close on the same directory.
 */
typedef int (*persons_progress)(void *context, int64_t done, int64_t bytes,
                                int64_t total);

/**
 * Import persons from an NDJSON file: a JSON object a line.
 *
 * A line is a person as persons_get shows it, or with the keys of persons_find
 * and persons_upsert; or {"group":{…}}, {"event":{…}} as persons_export writes
 * them. A line with a personId is about the person who has it, or a new one; a
 * line without is about the oldest person with its externalRef, or a new one.
 * What the line says is changed, attributes that it does not name stay. Groups
 * must exist; of groupIds and groupExternalRefs the first counts. An event of
 * an eventHistory is made when it does not exist. A line is at most 64 MiB, and
 * a history has the bounds of persons_record_rsvp.
 * Lines are committed in batches: what a batch holds is imported whole or not
 * at all, save the rows that are reported as failed.
 *
 * @param path      The file.
 * @param options   NULL or a JSON object:
 *     "resume"     go on where the caller's import of this file stopped. Default
 *                  false.
 *     "report"     path of a file to write a line to for every row:
 *                  {"row":1,"success":true,"personId":"…","action":"created"}
 *                  or {"row":2,"success":false,"error":{…}}; no personId for a
 *                  token that may not read. Replaced if it exists; appended to
 *                  when resuming.
 *     "on_error"   "continue" (default) with the next row, or "stop".
 * @param progress  NULL, or called now and then.
 * @param context   Handed to progress.
 * @param out       {"rows":9,"created":5,"updated":1,"unchanged":1,"groups":1,
 *                  "events":0,"failed":1,"errors":[{"row":7,"error":{…}}]}:
 *                  the first 100 errors; blank lines are not rows; after a
 *                  resumption, the rows of earlier runs count too. Owned.
 * @return PERSONS_OK           the file was read to its end: look at "failed"
 * @return PERSONS_NOT_FOUND    no_such_file
 * @return PERSONS_INVALID      import_stopped: a row failed and "on_error" is
 *                              "stop"; the batches before it are imported
 * @return PERSONS_CONFLICT     import_changed: the part of the file that was
 *                              imported before is not what it was
 * @return PERSONS_INTERRUPTED  resume it with "resume"
 * Threads: any; other writers take turns between batches. Since: 0.1.
 */
PERSONS_API PERSONS_MUST_CHECK
int persons_import(persons_directory *directory, const char *path,
                   const char *options, persons_progress progress, void *context,
                   char **out);

/**
 * Export the organization as NDJSON: its groups, its events, then its persons
 * as persons_get shows them, in the order of creation. With a token: what the
 * token may see. Importing the file into an empty directory and exporting that
 * gives the same bytes. The file appears whole or not at all.
 *
 * @param path      The file to make, mode 0600; not one of the directory's own.
 * @param options   NULL or a JSON object:
 *     "overwrite"      replace an existing file. Default false.
 *     "skip_damaged"   pass over what cannot be read, instead of ending with
 *                      PERSONS_CORRUPT: to save the rest of a damaged file.
 *                      Default false.
 * @param progress  NULL, or called now and then.
 * @param context   Handed to progress.
 * @param out       {"persons":100,"groups":2,"events":1,"bytes":31415}, with
 *                  "skip_damaged" also "damaged": how many persons, answers to
 *                  events, groups and events were passed over. Owned.
 * @return PERSONS_OK
 * @return PERSONS_CONFLICT     file_exists: "overwrite" is false
 * @return PERSONS_NOT_FOUND    no_such_folder
 * @return PERSONS_INTERRUPTED  nothing is left behind
 * Threads: any. Since: 0.1.
 */
PERSONS_API PERSONS_MUST_CHECK
int persons_export(persons_directory *directory, const char *path,
                   const char *options, persons_progress progress, void *context,
                   char **out);

/* ============================================================== changes == */

/**
 * Tell which persons changed after a revision. Revisions count the writes of
 * an organization, tell nothing of another's, and never expire. Each person
 * appears once, at their latest change.
 *
 * A token that is limited to groups is told of its own persons: of changes to
 * their records, and when they join or leave one of its groups. A person that
 * leaves the last of them is "deleted" for it; one that left before the token
 * was issued is not told. Its revisions are opaque, and "revision" is that of
 * the last change that it may see.
 *
 * @param since  0 for everything, or the "revision" of the answer before.
 * @param out    {"changes":[{"revision":7,"personId":"…","change":"updated",
 *               "at":"…"}],"revision":7,"more":false}: change is "created",
 *               "updated", "deleted" or "erased" (no personId: it is gone).
 *               At most 1000; when "more" is true ask again with "revision".
 *               Owned, see persons_free.
 * @return PERSONS_OK
 * @return PERSONS_INVALID  bad_cursor: negative, or from the future (a token is
 *                          not told: for it nothing has changed); for a limited
 *                          token, neither 0 nor an opaque number
 * Threads: any. Since: 0.1.
 */
PERSONS_API PERSONS_MUST_CHECK
int persons_changes(persons_directory *directory, int64_t since, char **out);

/* ========================================================== maintenance == */

/**
 * Check the whole file: SQLite's integrity, the checksum of every row, and
 * that every person can be found by each of their attributes and in each of
 * their groups. Also compares the search index with the records. An index that
 * is not sound is discarded, and the next search builds it again. Owner only.
 *
 * @param out  {"persons":100,"rsvps":3,"problems":[],"searchIndex":"sound"},
 *             or "none" or "discarded"; with PERSONS_CORRUPT the error and
 *             "problems", at most 100 sentences. Owned.
 * @return PERSONS_OK       sound
 * @return PERSONS_CORRUPT  damaged_file: the problems say what is hit
 * Threads: any. Since: 0.1.
 */
PERSONS_API PERSONS_MUST_CHECK
int persons_check(persons_directory *directory, char **out);

/**
 * Copy the directory to a new file while it is in use, check the copy, and
 * then give it its name. Owner only.
 *
 * @param path  The file to make, mode 0600. An existing file is not replaced.
 * @param out   {"path":"…","bytes":40960,"persons":100,"revision":7}: persons of
 *              all organizations, the revision of this handle's. Owned.
 * @return PERSONS_OK
 * @return PERSONS_CONFLICT   file_exists
 * @return PERSONS_NOT_FOUND  no_such_folder
 * @return PERSONS_CORRUPT    the directory is damaged; no copy is left
 * Threads: any. Since: 0.1.
 */
PERSONS_API PERSONS_MUST_CHECK
int persons_backup(persons_directory *directory, const char *path, char **out);

/**
 * Delete a person and every trace of them in the files of the directory: the
 * record, its answers to events, kept results of earlier writes, and what was
 * left in free space and in the log. None of it comes back with a power cut.
 * Not for a token limited to groups.
 *
 * @param out  {"success":true}. Owned, see persons_free.
 * @return PERSONS_OK
 * @return PERSONS_NOT_FOUND  not_found
 * @return PERSONS_BUSY       the person is deleted, but another process reads an
 *                            old state and keeps the log from being cleaned:
 *                            call again; not_found then means it is clean
 * @return PERSONS_IO         the person is deleted, but the disk does not
 *                            confirm that the log is clean: call again, too
 * @return PERSONS_FORBIDDEN  limited_token: it is limited to groups
 * Threads: any. Since: 0.1.
 */
PERSONS_API PERSONS_MUST_CHECK
int persons_erase(persons_directory *directory, const char *person_id, char **out);

/**
 * Tell how much is in the directory.
 *
 * @param out  {"persons":100,"groups":2,"events":1,"organization":"default",
 *             "revision":7} as far as the caller may see; only for the owner
 *             "revision", "organizations", "bytes", "path" and "format". Owned.
 * @return PERSONS_OK
 * Threads: any. Since: 0.1.
 */
PERSONS_API PERSONS_MUST_CHECK
int persons_stats(persons_directory *directory, char **out);

/* ============================================================== serving == */

/**
 * Answer one REST request, as any HTTP server received it.
 *
 * docs/rest.md has the routes, their two dialects and their errors; the answer
 * to "GET /openapi.json" describes them as OpenAPI 3.1. Each request says in its
 * own Authorization header who asks: open the directory without a token.
 *
 * @param method         As received, "GET", "POST" …
 * @param target         The request target as received, with nothing decoded:
 *                       "/search?query=j%C3%BCrgen&limit=5". At most 8 KiB.
 * @param headers        NULL, or the headers in the order received: names and
 *                       values in turn, then a NULL: {"Authorization",
 *                       "Bearer …", "Content-Type", "application/json", NULL}.
 *                       At most 1,000 headers. Names may be in any case. The
 *                       library ignores every header that it does not know,
 *                       whatever bytes it holds. docs/rest.md lists those that it
 *                       reads and what it answers when one of them is not valid
 *                       UTF-8, is too long or is given twice.
 * @param body           The body, or NULL when it is empty. It may hold any byte.
 * @param length         Length of the body in bytes.
 * @param http_status    Receives the HTTP status of the reply, 0 when there is
 *                       none.
 * @param reply_headers  Receives the headers of the reply as a JSON array of
 *                       pairs, [["Content-Type","application/json"], …]; without
 *                       Content-Length, Date and Connection, which are the
 *                       server's. NULL: not wanted. Owned, see persons_free.
 * @param out            The body of the reply, or the error when the call did
 *                       not return PERSONS_OK. Owned, see persons_free.
 * @return PERSONS_OK         there is a reply, whatever its HTTP status
 * @return PERSONS_INVALID    method or target is not UTF-8
 * @return PERSONS_TOO_LARGE  too_large: more than 1,000 headers
 * @return PERSONS_MISUSE     null_argument: "headers" ends with a name that has
 *                            no value
 * @return PERSONS_FORBIDDEN  owner_only: the directory was opened with a token
 * Threads: any. Since: 0.1.
 */
PERSONS_API PERSONS_MUST_CHECK
int persons_respond(persons_directory *directory, const char *method,
                    const char *target, const char *const *headers,
                    const char *body, size_t length, int *http_status,
                    char **reply_headers, char **out);

#ifdef __cplusplus
}
#endif

#endif /* PERSONS_H */
