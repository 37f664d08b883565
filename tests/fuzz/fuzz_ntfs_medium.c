/* SPDX-License-Identifier: GPL-2.0-or-later */
/* link: scanners/readers */
/* An NTFS volume of any bytes that a backup is written onto, or files are brought back onto: folders with the
 * rights of the one above, files that grow, times, names that are given anew and taken away, all of it found and read again. Input as for fuzz_ntfs. */
#include <errno.h>

#include "scanners/readers/ntfs_medium.h"
#include "tests/fuzz/sectors.h"

static int each(void *arg, const char *name, uint64_t node, bool folder)
{
	(void)node, (void)folder;
	return strlen(name) > 3 * 255 || --*(unsigned *)arg == 0;
}

static void look(struct ntfs_medium *m, uint64_t folder, const char *name)
{
	static uint8_t buf[65536];
	struct medium_stat st;
	unsigned most = 3000;

	(void)!ntfs_medium_list(m, folder, each, &most);
	if (ntfs_medium_find(m, folder, name, &st) < 0)
		return;
	if (st.folder)
		(void)!ntfs_medium_list(m, st.node, each, &most);
	else
		(void)!ntfs_medium_read(m, st.node, buf, sizeof(buf), st.size / 2);
}

static void take(struct ntfs_medium *m)
{
	static const uint8_t bytes[30000] = { 1 };
	struct medium_stat folder, st;
	char name[32];

	ntfs_medium_inherit(m);
	look(m, NTFS_MEDIUM_ROOT, "Users");
	look(m, NTFS_MEDIUM_ROOT, "old.txt");
	if (ntfs_medium_make(m, NTFS_MEDIUM_ROOT, "PC-backup", true, &folder) < 0 &&
	    ntfs_medium_find(m, NTFS_MEDIUM_ROOT, "PC-backup", &folder) < 0)
		return;
	for (unsigned i = 0; i < 6; i++) {
		snprintf(name, sizeof(name), "%04u.zip", i);
		if (ntfs_medium_make(m, folder.node, "part", false, &st) == 0) {
			(void)!ntfs_medium_write(m, st.node, bytes, sizeof(bytes) >> i, 0);
			(void)!ntfs_medium_write(m, st.node, bytes, 100, sizeof(bytes) >> i);
			(void)!ntfs_medium_modified(m, st.node, 1700000000, i);
		}
		(void)!ntfs_medium_rename(m, folder.node, "part", folder.node, name, i & 1);
		(void)!ntfs_medium_sync(m);
	}
	(void)!ntfs_medium_rename(m, folder.node, "0001.zip", folder.node, "0002.zip", true);
	(void)!ntfs_medium_modified(m, folder.node, -1, 0);
	(void)!ntfs_medium_remove(m, folder.node, "0003.zip", false);
	(void)!ntfs_medium_remove(m, NTFS_MEDIUM_ROOT, "old.txt", false);
	look(m, folder.node, "0002.zip");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct ntfs_medium *m;
	bool unclean;
	int fd = sectors_image(data, n);

	if (ntfs_medium_open(fd, 0, SECTORS * 512u, true, &m, &unclean, NULL) == 0) {
		take(m);
		(void)!ntfs_medium_close(m, NULL);
	}
	close(fd);
	return 0;
}

int fuzz_seed(unsigned i, uint8_t **ret, size_t *ret_n)
{
	static const char script[] =
	    "cat > m <<'X'\nsize 2M\ncluster 512\nfile Users/a.txt text hello\nfile old.txt fill "
	    "40000 1\nmany PC-backup 12 300 3\nX\n\"$TOOLS/mkimage\" --base . m i";

	return i ? -1 : sectors_seed(script, ret, ret_n);
}
