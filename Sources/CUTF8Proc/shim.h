/* SPDX-License-Identifier: Apache-2.0 */
/* utf8proc for Swift: normal forms, case folding and general categories. */
#include <utf8proc.h>
