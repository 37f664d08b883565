/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The register of USB devices as text and on paper: one row per device, with room to tick whose it
 * is. Nothing is judged here. */
#pragma once

#include "core/checklist/devices.h"
#include "report/report.h"

struct devices_head {
	int64_t date; /* of the visit */
	int zone_offset;
	const char *case_number, *pc_label; /* "" when there is none */
};

NODISCARD int report_devices_text(const struct device_list *l, const struct devices_head *h,
				  struct str *out);
/* A4 pages; at least one. */
NODISCARD int report_devices_pdf(const struct device_list *l, const struct devices_head *h,
				 report_write *write, void *arg, struct err *err);
