/* SPDX-License-Identifier: Apache-2.0 */
/* The requests that personsd refuses itself, before the directory sees them. */
#ifndef PERSONSD_REFUSAL_H
#define PERSONSD_REFUSAL_H

#include <stddef.h>

typedef struct {
  unsigned status;
  const char *reason; /* of the status line */
  const char *type;   /* of the error */
  const char *message;
} refusal;

/* Every body of a reply to a refusal is shorter. */
enum { refusal_size = 256 };

/* Write the body of the reply to it. Returns its length. */
size_t write_refusal(const refusal *refusal, char text[refusal_size]);

extern const refusal refused_version, refused_target_length, refused_lines, refused_header_name,
    refused_header_value, refused_second_header, refused_host, refused_method, refused_target,
    refused_length_and_chunked, refused_transfer_encoding, refused_expectation, refused_body,
    refused_body_length, refused_for_memory, refused_for_fault;

#endif
