/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lines of `kenshin backup --records`: nothing longer than its place, nothing proven that tells a reason,
 * no address but of the disk that is shown, never more than all of it done; no name of a folder that leads elsewhere,
 * no half of a choice. */
/* link: core/record core/text core/model core/base */
#include "core/model/carry.h"
#include "core/record/backup.h"
#include "tests/fuzz/fuzz.h"

static const char *const seeds[] = {
	"{\"record\":\"backup-folder\",\"path\":\"Users/a/Documents\",\"words\":\"Documents\","
	"\"user\":\"a\",\"files\":12,\"bytes\":3400,\"cloud\":1,\"ticked\":true,\"unread\":false}",
	"{\"record\":\"backup-medium\",\"name\":\"sdb\",\"target\":\"sdb:17:1048576:exfat\","
	"\"model\":\"HD-PCF\",\"serial\":\"3D07\",\"label\":\"DATA\",\"uuid\":\"1A2B-3C4D\","
	"\"type\":\"exfat\",\"size\":500000000000,\"room\":null,\"reason\":\"none\"}",
	"{\"record\":\"backup-progress\",\"stage\":\"reading\",\"folder\":\"a\",\"files\":9,"
	"\"files_total\":12,\"bytes\":30,\"bytes_total\":40,\"same_files\":1,\"same_bytes\":2,"
	"\"same_total\":3,\"unreadable\":4,\"left_out\":5}",
	"{\"record\":\"backup\",\"state\":\"proven\",\"reason\":\"none\",\"files\":12,\"changed\":"
	"0,"
	"\"restored\":20,\"why\":[{\"words\":\"could not be read\",\"count\":2}]}",
	"{\"record\":\"backup-below\",\"row\":3,\"part\":0,\"name\":\"old\",\"counted\":true,"
	"\"files\":4,\"bytes\":5,\"cloud\":6,\"unread\":true,\"settings\":false}",
	"{\"record\":\"backup-listed\",\"unread\":true,\"more\":12}",
	"{\"record\":\"backup-wish\",\"what\":\"leave\",\"part\":1,\"path\":\"Users/a/old\"}",
};

int fuzz_seed(unsigned i, uint8_t **ret, size_t *ret_n)
{
	return fuzz_seed_text(seeds, LEN(seeds), i, ret, ret_n);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static struct backup_record r;
	struct carry_target t;

	r = (struct backup_record){ 0 };
	if (record_parse_backup((const char *)data, n, &r, NULL) < 0)
		return 0;
	if (strlen(r.folder.path) > BACKUP_TOLD_PATH || strlen(r.medium.model) > BACKUP_TOLD_TEXT ||
	    strlen(r.end.folder) > BACKUP_TOLD_TEXT || r.end.n_why > BACKUP_TOLD_WHY ||
	    backup_told_permille(&r.progress) > 1000)
		abort();
	if (strlen(r.below.name) > BACKUP_TOLD_NAME || strchr(r.below.name, '/') ||
	    !strcmp(r.below.name, "..") || strlen(r.wish.path) > BACKUP_TOLD_DEEP)
		abort();
	if (r.kind == BACKUP_RECORD_WISH &&
	    (r.wish.what >= BACKUP_WISHES || (r.wish.what != BACKUP_WISH_USUAL && r.wish.part < 0)))
		abort();
	if (r.kind == BACKUP_RECORD_MEDIUM && r.medium.reason == BACKUP_NONE &&
	    (!carry_target_parse(r.medium.target, &t) || strcmp(t.disk, r.medium.name) != 0))
		abort();
	if (r.kind == BACKUP_RECORD_END && r.end.state == BACKUP_STATE_PROVEN &&
	    (r.end.reason != BACKUP_NONE || r.end.changed))
		abort();
	return 0;
}
