/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The index of docs/checks/, made from the table so that it cannot fall behind. */
#include "scanners/checks/check.h"

static const char *targets_word(unsigned targets)
{
	if (targets == (TARGET_WINDOWS | TARGET_LINUX | TARGET_MACOS | TARGET_LOCKED))
		return "Windows, Linux, macOS, a locked disk";
	if (targets == (TARGET_WINDOWS | TARGET_LINUX | TARGET_MACOS))
		return "Windows, Linux, macOS";
	if (targets == (TARGET_WINDOWS | TARGET_LINUX))
		return "Windows, Linux";
	if (targets == TARGET_USB_MEMORY)
		return "USB memory";
	if (targets == TARGET_MACOS)
		return "macOS";
	return targets == TARGET_LINUX ? "Linux" : "Windows";
}

static void needs_words(struct str *out, const struct check *check)
{
	for (size_t i = 0; i < CHECK_NEEDS && check->needs[i] != FACT_KIND_NONE; i++)
		str_addf(out, "%s`%s`", i ? ", " : "", fact_kind_info(check->needs[i])->id);
}

static void line(struct str *out, const struct check *check)
{
	str_addf(out, "| [%s](%s.md) | %s | %s | %s | ", check->id, check->id, check->row,
		 check->question, targets_word(check->targets));
	needs_words(out, check);
	if (check->interview)
		str_addf(out, " | %u | %s |\n", check->interview, check->schemes);
	else
		str_addf(out, " | - | %s |\n", *check->schemes ? check->schemes : "-");
}

void check_markdown(struct str *out)
{
	str_add(out, "# Checks\n\n"
		     "Printed by `kenshin list --markdown`; do not edit by hand.\n\n"
		     "| id | row | question | systems | facts | interview | schemes |\n"
		     "|---|---|---|---|---|---|---|\n");
	for (size_t i = 0; checks[i]; i++)
		line(out, checks[i]);
}
