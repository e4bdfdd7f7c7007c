/* SPDX-License-Identifier: Apache-2.0 */
/* libcurl for Swift. It is loaded when the first remote location is opened: it brings some thirty libraries along, and
 * a program that works with a file should not wait for them. Variadic functions are called here, for Swift cannot. */
#include <curl/curl.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

/* The functions of libcurl that are used. */
typedef struct persons_curl {
  CURLcode (*global_init)(long);
  CURL *(*easy_init)(void);
  void (*easy_cleanup)(CURL *);
  CURLSH *(*share_init)(void);
  CURLSHcode (*share_setopt)(CURLSH *, CURLSHoption, ...);
  CURLSHcode (*share_cleanup)(CURLSH *);
  CURLcode (*easy_perform)(CURL *);
  CURLcode (*easy_setopt)(CURL *, CURLoption, ...);
  CURLcode (*easy_getinfo)(CURL *, CURLINFO, ...);
  struct curl_slist *(*slist_append)(struct curl_slist *, const char *);
  void (*slist_free_all)(struct curl_slist *);
  char *(*easy_escape)(CURL *, const char *, int);
  CURLU *(*url)(void);
  void (*url_cleanup)(CURLU *);
  CURLUcode (*url_set)(CURLU *, CURLUPart, const char *, unsigned int);
  CURLUcode (*url_get)(const CURLU *, CURLUPart, char **, unsigned int);
  void (*free)(void *);
} persons_curl;

/* Load libcurl and its functions. It stays loaded. Returns 0 when it is not there, or is not libcurl. */
static inline int persons_curl_load(persons_curl *curl)
{
  void *library = dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
  if (!library)
    return 0;
  curl->global_init = (CURLcode (*)(long))dlsym(library, "curl_global_init");
  curl->easy_init = (CURL *(*)(void))dlsym(library, "curl_easy_init");
  curl->easy_cleanup = (void (*)(CURL *))dlsym(library, "curl_easy_cleanup");
  curl->share_init = (CURLSH *(*)(void))dlsym(library, "curl_share_init");
  curl->share_setopt = (CURLSHcode (*)(CURLSH *, CURLSHoption, ...))dlsym(library, "curl_share_setopt");
  curl->share_cleanup = (CURLSHcode (*)(CURLSH *))dlsym(library, "curl_share_cleanup");
  curl->easy_perform = (CURLcode (*)(CURL *))dlsym(library, "curl_easy_perform");
  curl->easy_setopt = (CURLcode (*)(CURL *, CURLoption, ...))dlsym(library, "curl_easy_setopt");
  curl->easy_getinfo = (CURLcode (*)(CURL *, CURLINFO, ...))dlsym(library, "curl_easy_getinfo");
  curl->slist_append =
    (struct curl_slist * (*)(struct curl_slist *, const char *)) dlsym(library, "curl_slist_append");
  curl->slist_free_all = (void (*)(struct curl_slist *))dlsym(library, "curl_slist_free_all");
  curl->easy_escape = (char *(*)(CURL *, const char *, int))dlsym(library, "curl_easy_escape");
  curl->url = (CURLU *(*)(void))dlsym(library, "curl_url");
  curl->url_cleanup = (void (*)(CURLU *))dlsym(library, "curl_url_cleanup");
  curl->url_set = (CURLUcode (*)(CURLU *, CURLUPart, const char *, unsigned int))dlsym(library, "curl_url_set");
  curl->url_get = (CURLUcode (*)(const CURLU *, CURLUPart, char **, unsigned int))dlsym(library, "curl_url_get");
  curl->free = (void (*)(void *))dlsym(library, "curl_free");
  return curl->easy_escape && curl->url && curl->url_cleanup && curl->url_set && curl->url_get && curl->free
      && curl->global_init && curl->easy_init && curl->easy_cleanup && curl->easy_perform
      && curl->share_init && curl->share_setopt && curl->share_cleanup
      && curl->easy_setopt && curl->easy_getinfo && curl->slist_append && curl->slist_free_all
      && curl->global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
}

static inline CURL *persons_curl_make(const persons_curl *curl) { return curl->easy_init(); }
static inline void persons_curl_free(const persons_curl *curl, CURL *handle) { curl->easy_cleanup(handle); }

/* Where connections stay while the handles that use them come and go, and the sessions of TLS. By one thread at a
 * time. NULL without memory. */
static inline CURLSH *persons_curl_make_keeper(const persons_curl *curl)
{
  CURLSH *keeper = curl->share_init();
  if (keeper && (curl->share_setopt(keeper, CURLSHOPT_SHARE, CURL_LOCK_DATA_CONNECT) != CURLSHE_OK
                 || curl->share_setopt(keeper, CURLSHOPT_SHARE, CURL_LOCK_DATA_SSL_SESSION) != CURLSHE_OK)) {
    curl->share_cleanup(keeper);
    return NULL;
  }
  return keeper;
}

static inline void persons_curl_free_keeper(const persons_curl *curl, CURLSH *keeper) { curl->share_cleanup(keeper); }

static inline void persons_curl_set_number(const persons_curl *curl, CURL *handle, CURLoption option, long value)
{
  curl->easy_setopt(handle, option, value);
}

static inline int persons_curl_set_text(const persons_curl *curl, CURL *handle, CURLoption option, const char *value)
{
  return curl->easy_setopt(handle, option, value) == CURLE_OK;
}

static inline void persons_curl_set_pointer(const persons_curl *curl, CURL *handle, CURLoption option, const void *value)
{
  curl->easy_setopt(handle, option, value);
}

typedef size_t (*persons_curl_take)(char *bytes, size_t size, size_t count, void *context);

static inline void persons_curl_set_take(const persons_curl *curl, CURL *handle, CURLoption option, persons_curl_take value)
{
  curl->easy_setopt(handle, option, value);
}

typedef int (*persons_curl_look)(void *context, curl_off_t, curl_off_t, curl_off_t, curl_off_t);

static inline void persons_curl_set_look(const persons_curl *curl, CURL *handle, persons_curl_look value)
{
  curl->easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, value);
}

typedef int (*persons_curl_begin)(void *context, char *, char *, int, int);

static inline void persons_curl_set_begin(const persons_curl *curl, CURL *handle, persons_curl_begin value)
{
  curl->easy_setopt(handle, CURLOPT_PREREQFUNCTION, value);
}

/* Because libcurl does not tell why it could make no socket. */
static inline curl_socket_t persons_curl_open_socket(void *error, curlsocktype purpose, struct curl_sockaddr *address)
{
  int descriptor = socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
  (void)purpose;
  if (descriptor < 0)
    *(int *)error = errno;
  return descriptor < 0 ? CURL_SOCKET_BAD : descriptor;
}

/* Because libcurl takes whatever descriptors are free. A host that has closed its standard streams would write its
   messages to the service: /dev/null goes in their places, as SQLite does it. */
static inline void persons_curl_fill_streams(void)
{
  for (int descriptor = 0; descriptor < 3; descriptor++)
    if (fcntl(descriptor, F_GETFD) < 0)
      (void)open("/dev/null", O_RDWR | O_CLOEXEC); /* which takes the lowest */
}

/* Have the error that keeps a socket from being made written to *error. */
static inline void persons_curl_set_socket_error(const persons_curl *curl, CURL *handle, int *error)
{
  curl->easy_setopt(handle, CURLOPT_OPENSOCKETFUNCTION, persons_curl_open_socket);
  curl->easy_setopt(handle, CURLOPT_OPENSOCKETDATA, error);
}

/* After how many seconds the service wants to be asked again: 0 when it does not say, negative for a date gone by. */
static inline curl_off_t persons_curl_retry_after(const persons_curl *curl, CURL *handle)
{
  curl_off_t seconds = 0;
  curl->easy_getinfo(handle, CURLINFO_RETRY_AFTER, &seconds);
  return seconds;
}

/* A text as a part of a URL; NULL without memory. persons_curl_free_text releases it. A count of 0 would have libcurl
 * look for a NUL. */
static inline char *persons_curl_escape(const persons_curl *curl, const void *text, int count)
{
  return curl->easy_escape(NULL, text, count);
}

static inline void persons_curl_free_text(const persons_curl *curl, char *text) { curl->free(text); }

/* Where libcurl keeps the parts of a URL; NULL without memory. */
static inline CURLU *persons_curl_make_url(const persons_curl *curl) { return curl->url(); }
static inline void persons_curl_free_url(const persons_curl *curl, CURLU *url) { curl->url_cleanup(url); }

static inline CURLUcode persons_curl_read_url(
  const persons_curl *curl, CURLU *url, const char *text, unsigned int flags)
{
  return curl->url_set(url, CURLUPART_URL, text, flags);
}

/* A part of a URL, or CURLUPART_URL for the whole as libcurl writes it; NULL when there is none.
 * persons_curl_free_text releases it. */
static inline char *persons_curl_url_part(const persons_curl *curl, const CURLU *url, CURLUPart part)
{
  char *text = NULL;
  return curl->url_get(url, part, &text, 0) == CURLUE_OK ? text : NULL;
}

/* The error of the system that ended the last request; 0 when it was none. */
static inline long persons_curl_errno(const persons_curl *curl, CURL *handle)
{
  long number = 0;
  curl->easy_getinfo(handle, CURLINFO_OS_ERRNO, &number);
  return number;
}

/* Whether nothing came on the idle connection since its last answer: what did, is no answer to the next request. */
static inline int persons_curl_is_quiet(const persons_curl *curl, CURL *handle)
{
  curl_socket_t socket = CURL_SOCKET_BAD;
  struct pollfd look = {0, POLLIN, 0};
  if (curl->easy_getinfo(handle, CURLINFO_ACTIVESOCKET, &socket) != CURLE_OK || socket == CURL_SOCKET_BAD)
    return 1;
  look.fd = socket;
  return poll(&look, 1, 0) == 0;
}

static inline long persons_curl_status(const persons_curl *curl, CURL *handle)
{
  long status = 0;
  curl->easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
  return status;
}

/* Whether the connection failed before anything of the request was sent. */
static inline int persons_curl_sent_nothing(const persons_curl *curl, CURL *handle)
{
  long bytes = 0;
  return curl->easy_getinfo(handle, CURLINFO_REQUEST_SIZE, &bytes) == CURLE_OK && bytes == 0;
}

static inline struct curl_slist *persons_curl_add(const persons_curl *curl, struct curl_slist *list, const char *line)
{
  return curl->slist_append(list, line);
}

static inline void persons_curl_free_list(const persons_curl *curl, struct curl_slist *list)
{
  curl->slist_free_all(list);
}

/* Perform without a SIGPIPE reaching the host: OpenSSL writes to sockets that were closed. */
static inline CURLcode persons_curl_perform(const persons_curl *curl, CURL *handle)
{
  sigset_t pipe, before, pending;
  CURLcode code;
  int was_pending;
  persons_curl_fill_streams();
  sigemptyset(&pipe);
  sigaddset(&pipe, SIGPIPE);
  sigpending(&pending);
  was_pending = sigismember(&pending, SIGPIPE);
  pthread_sigmask(SIG_BLOCK, &pipe, &before);
  code = curl->easy_perform(handle);
  sigpending(&pending);
  if (!was_pending && sigismember(&pending, SIGPIPE)) {
    struct timespec now = {0, 0};
    sigtimedwait(&pipe, NULL, &now);
  }
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  return code;
}
