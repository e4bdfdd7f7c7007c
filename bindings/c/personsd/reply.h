/* SPDX-License-Identifier: Apache-2.0 */
/* What personsd sends back. Each function is false when the connection cannot go on. */
#ifndef PERSONSD_REPLY_H
#define PERSONSD_REPLY_H

#include "refusal.h"
#include "request.h"

#include <persons.h>

/* Have the directory answer a request that arrived whole. The last reply closes the connection. */
bool reply_from_directory(struct MHD_Connection *to, request *request, const char *method,
                          persons_directory *directory, bool last);

/* Send a body, which is copied, with headers as persons_respond gives them. */
bool reply_with_text(struct MHD_Connection *to, request *request, unsigned status,
                     const char *headers, const char *body, bool last);

/* Refuse a request. Before its body the connection is closed after the reply. */
bool reply_with_refusal(struct MHD_Connection *to, request *request, const refusal *refusal);

/* Refuse a request in the middle of its body, which libmicrohttpd has no way to do: the caller
   must close the connection. */
void refuse_in_body(struct MHD_Connection *to, request *request, const refusal *refusal);

#endif
