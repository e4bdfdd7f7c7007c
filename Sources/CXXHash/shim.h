/* SPDX-License-Identifier: Apache-2.0 */
/* xxHash for Swift: checksums of records and keys of the lookup table. */
#include <xxhash.h>
