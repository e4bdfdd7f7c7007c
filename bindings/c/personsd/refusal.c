/* SPDX-License-Identifier: Apache-2.0 */
/* The requests that personsd refuses itself, before the directory sees them. */
#include "refusal.h"

#include <stdio.h>

#define MALFORMED(message) {400, "Bad Request", "invalid_request", message}

const refusal refused_lines =
    MALFORMED("The header lines do not end with CR LF, are folded or hold a NUL byte.");
const refusal refused_method = MALFORMED("The method is no name.");
const refusal refused_target =
    MALFORMED("The request target holds a byte that must be escaped.");
const refusal refused_header_name = MALFORMED("The name of a header is no name.");
const refusal refused_header_value = MALFORMED("A header holds a control character.");
const refusal refused_second_header = MALFORMED("A header that may stand once is given twice.");
const refusal refused_host = MALFORMED("The Host header is missing.");
const refusal refused_length_and_chunked =
    MALFORMED("Content-Length and Transfer-Encoding are both given.");
const refusal refused_transfer_encoding =
    MALFORMED("The one Transfer-Encoding is chunked, in HTTP/1.1.");
const refusal refused_body = MALFORMED("A request with this method has no body.");
const refusal refused_version = {505, "HTTP Version Not Supported", "unsupported_version",
                                 "The versions are HTTP/1.0 and HTTP/1.1."};
const refusal refused_target_length = {414, "URI Too Long", "target_too_long",
                                       "The request target is over the bound of 8 KiB."};
const refusal refused_expectation = {417, "Expectation Failed", "expectation_failed",
                                     "The one expectation is 100-continue."};
const refusal refused_body_length = {413, "Content Too Large", "too_large",
                                     "The body is over the bound of this server."};
const refusal refused_for_memory = {503, "Service Unavailable", "busy",
                                    "The server has no memory left for this body."};
const refusal refused_for_fault = {500, "Internal Server Error", "internal",
                                   "The server failed. Its log says more."};

size_t write_refusal(const refusal *refusal, char text[refusal_size])
{
  int length = snprintf(text, refusal_size, "{\"error\":{\"type\":\"%s\",\"message\":\"%s\"}}",
                        refusal->type, refusal->message);
  return length < 0 ? 0 : (size_t)length;
}
