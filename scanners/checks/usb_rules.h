/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What Windows' rules about removable storage come to. Pure like the checks. */
#pragma once

#include "scanners/checks/judging.h"

/* A message id: what shuts USB memories and disks out altogether; NULL when nothing does. */
const char *usb_rules_shut(const struct fact_usb_policy *p);
/* ... in part. */
const char *usb_rules_half_shut(const struct fact_usb_policy *p);
/* ... for devices that Windows does not know yet. */
const char *usb_rules_new_refused(const struct fact_usb_policy *p);
