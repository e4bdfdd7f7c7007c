/* SPDX-License-Identifier: Apache-2.0 */
/* Tells the service manager how far personsd is: the protocol of sd_notify(3). */
#ifndef PERSONSD_READINESS_H
#define PERSONSD_READINESS_H

/* Send a state such as "READY=1". Does nothing when no manager listens. */
void tell_service_manager(const char *state);

#endif
