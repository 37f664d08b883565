/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lines of `kenshin carry`, and the address of a part of a disk. */
/* link: core/record core/text core/model core/base */
#include "core/record/carry.h"
#include "tests/fuzz/fuzz.h"

static const char *const seeds[] = {
	"{\"record\":\"usb-memory\",\"name\":\"sdb\",\"target\":\"sdb:17:1048576:vfat\","
	"\"model\":\"UM-32\",\"serial\":\"0091AA\",\"label\":\"DATA\",\"type\":\"vfat\","
	"\"size\":32000000000,\"reason\":\"none\"}",
	"{\"record\":\"carry\",\"saved\":true,\"reason\":\"none\"}",
	"{\"record\":\"carry\",\"saved\":false,\"reason\":\"no-room\"}",
	"sdb:17:1048576:exfat",
};

int fuzz_seed(unsigned i, uint8_t **ret, size_t *ret_n)
{
	return fuzz_seed_text(seeds, LEN(seeds), i, ret, ret_n);
}

/* What was read as an address says the same again. */
static void target(const char *text)
{
	char back[CARRY_TARGET_MAX + 1];
	struct carry_target t, again;

	if (!carry_target_parse(text, &t))
		return;
	carry_target_print(&t, back);
	if (!carry_target_parse(back, &again) || strcmp(t.disk, again.disk) != 0 ||
	    strcmp(t.type, again.type) != 0 || t.sequence != again.sequence ||
	    t.offset != again.offset)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct carry_memory m = { 0 };
	struct carry_status s = { 0 };
	enum carry_record kind;
	struct carry_target t;
	char *text = strndup((const char *)data, n);

	if (record_parse_carry((const char *)data, n, &m, &s, &kind, NULL) == 0) {
		if (kind == CARRY_RECORD_MEMORY &&
		    (strlen(m.model) > CARRY_TEXT_MAX || strlen(m.name) >= sizeof(m.name) ||
		     (unsigned)m.reason >= CARRY_REASONS ||
		     (m.target[0] && !carry_target_parse(m.target, &t)) ||
		     (m.reason == CARRY_NONE && !m.target[0])))
			abort();
		if (kind == CARRY_RECORD_STATUS && s.saved && s.reason != CARRY_NONE)
			abort();
	}
	target(text);
	free(text);
	return 0;
}
