/* SPDX-License-Identifier: Apache-2.0 */
/* libmd for Swift: SHA-256, for tokens. */
#include <sys/types.h>
#include <sha2.h>
