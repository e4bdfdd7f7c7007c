/* SPDX-License-Identifier: Apache-2.0 */
/* Lines of personsd to its operator, on standard error. */
#ifndef PERSONSD_SAY_H
#define PERSONSD_SAY_H

/* Write "personsd: ", the text as by printf, and a newline, in one piece. */
__attribute__((format(printf, 1, 2))) void say(const char *format, ...);

#endif
