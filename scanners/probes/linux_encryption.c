/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whether the disk of this Linux is encrypted: an entry of crypttab(5) from which / is mounted
 * by fstab(5). An opened volume, its image and its directory give the same answer. */
#include "scanners/probes/probe.h"

#define FIELD_BYTES 256

extern const struct probe probe_linux_encryption;

/* The first n fields of a line, parted by blanks; false for a comment or a shorter line. */
static bool fields(const char *line, size_t len, char out[][FIELD_BYTES], size_t n)
{
	size_t pos = 0;

	for (size_t i = 0; i < n; i++) {
		size_t k = 0;

		while (pos < len && (line[pos] == ' ' || line[pos] == '\t'))
			pos++;
		for (; pos < len && line[pos] != ' ' && line[pos] != '\t'; pos++)
			if (k < FIELD_BYTES - 1)
				out[i][k++] = line[pos];
		out[i][k] = '\0';
		if (!k || out[0][0] == '#')
			return false;
	}
	return true;
}

static bool next_line(struct bytes text, size_t *pos, const char **ret, size_t *ret_n)
{
	const char *end;

	if (*pos >= text.n)
		return false;
	*ret = (const char *)text.p + *pos;
	end = memchr(*ret, '\n', text.n - *pos);
	*ret_n = end ? (size_t)(end - *ret) : text.n - *pos;
	*pos += *ret_n + 1;
	return true;
}

/* Device from which fstab mounts "/". */
static bool root_device(struct bytes fstab, char *ret)
{
	char part[2][FIELD_BYTES];
	const char *line;
	size_t pos = 0, n;

	while (next_line(fstab, &pos, &line, &n)) {
		if (!fields(line, n, part, 2) || strcmp(part[1], "/"))
			continue;
		memcpy(ret, part[0], FIELD_BYTES);
		return true;
	}
	return false;
}

/* Every opened LUKS device has a line; without knowing what lies on it, one line is enough when
 * / comes from a mapped device. */
static bool opens_a_device(struct bytes crypttab)
{
	char part[2][FIELD_BYTES];
	const char *line;
	size_t pos = 0, n;

	while (next_line(crypttab, &pos, &line, &n))
		if (fields(line, n, part, 2))
			return true;
	return false;
}

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	const struct probe_blob *crypttab = &in->blob[0], *fstab = &in->blob[1];
	struct fact_disk_encryption *f;
	char device[FIELD_BYTES];
	bool mapped, on;

	if (in->n_blobs < 2 || fstab->state != PROBE_BLOB_PRESENT ||
	    crypttab->state == PROBE_BLOB_UNREADABLE || !root_device(fstab->data, device)) {
		struct phrase reason = phrase_of(N_("because the file {0} could not be read"), 1,
						 PHRASE_TEXT("/etc/fstab"));

		facts_note(out, FACT_KIND_DISK_ENCRYPTION, FACT_STATE_FAILED, &reason);
		return 0;
	}
	f = FACTS_ADD(out, disk_encryption, DISK_ENCRYPTION, "/etc/crypttab");
	if (!f)
		return 0;
	mapped = !strncmp(device, "/dev/mapper/", 12) || !strncmp(device, "UUID=", 5) ||
		 !strncmp(device, "/dev/disk/", 10);
	on = crypttab->state == PROBE_BLOB_PRESENT && mapped && opens_a_device(crypttab->data);
	f->fact.replayed = FLAG_NO;
	f->method = on ? "luks" : NULL;
	f->state = on ? "unlocked" : "none";
	return 0;
}

const struct probe probe_linux_encryption = {
	.id = "linux-encryption",
	.targets = TARGET_LINUX,
	.files = { { PROBE_WANT_FILE, "etc/crypttab", 1 << 20, true },
		   { PROBE_WANT_FILE, "etc/fstab", 1 << 20, true } },
	.gives = { FACT_KIND_DISK_ENCRYPTION, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
