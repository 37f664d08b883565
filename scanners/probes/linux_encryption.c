/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whether the disk of this Linux is encrypted. A file system that was read straight out of a part
 * of the disk is not. Of an opened volume and of a folder only files tell: crypttab(5) by the name
 * from which fstab(5) mounts /, and what the start-up hands to the kernel. Where those prove
 * neither (a UUID or a logical volume may lie on anything, whether or not a file names the lock),
 * nothing is said. */
#include "scanners/probes/probe.h"

#define FIELD_BYTES 256
#define MAPPER      "/dev/mapper/"

/* The files, in the order of .files. */
enum { CRYPTTAB, FSTAB, BOOT, INITRAMFS = BOOT + 4, ENTRIES };

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

/* How many devices crypttab opens; *ret_named: one of them is the one that / is mounted from. None
 * proves nothing: the list may lie in the start-up's own files alone, or a part be found by its type. */
static size_t opened(struct bytes crypttab, const char *device, bool *ret_named)
{
	char part[2][FIELD_BYTES];
	const char *line;
	size_t pos = 0, n, found = 0;

	*ret_named = false;
	while (next_line(crypttab, &pos, &line, &n)) {
		if (!fields(line, n, part, 2))
			continue;
		found++;
		if (!strncmp(device, MAPPER, strlen(MAPPER)) &&
		    !strcmp(device + strlen(MAPPER), part[0]))
			*ret_named = true;
	}
	return found;
}

/* A name that only a part of a disk has, never what lies in a lock or a logical volume. */
static bool names_partition(const char *device)
{
	static const char *const of_parts[] = { "/dev/sd",     "/dev/hd",
						"/dev/vd",     "/dev/nvme",
						"/dev/mmcblk", "/dev/disk/by-partuuid/",
						"PARTUUID=",   "PARTLABEL=" };

	for (size_t i = 0; i < LEN(of_parts); i++)
		if (!strncmp(device, of_parts[i], strlen(of_parts[i])))
			return true;
	return false;
}

static bool names_a_lock(struct bytes text)
{
	static const char *const words[] = { "cryptdevice=", "luks.uuid=", "luks.name=",
					     "cryptopts=", "crypt_root=" };

	for (size_t i = 0; i < LEN(words); i++)
		if (text.n && memmem(text.p, text.n, words[i], strlen(words[i])))
			return true;
	return false;
}

/* Whether the start-up opens a lock by itself; what could not be read counts as if it did. */
static bool starts_with_a_lock(const struct probe_input *in, struct arena *a)
{
	const struct probe_blob *entries = &in->blob[ENTRIES];
	struct probe_packed file;
	bool names = entries->state == PROBE_BLOB_UNREADABLE, same;
	size_t pos = 0;

	if (in->blob[INITRAMFS].state == PROBE_BLOB_PRESENT)
		names |= opened(in->blob[INITRAMFS].data, "", &same) > 0;
	for (size_t i = BOOT; i < ENTRIES; i++)
		names |=
		    in->blob[i].state == PROBE_BLOB_UNREADABLE ||
		    (in->blob[i].state == PROBE_BLOB_PRESENT && names_a_lock(in->blob[i].data));
	if (entries->state == PROBE_BLOB_PRESENT)
		while (probe_pack_next(entries->data, &pos, a, &file))
			names |= file.state != PROBE_PACK_WHOLE || names_a_lock(file.data);
	return names;
}

/* Read without a key out of a part in the disk's own table. A volume without a table may be an
 * opened one. */
static bool lies_plain(const struct volume_info *v)
{
	return v->partition && v->type && v->type[0] && strcmp(v->type, "directory") != 0 &&
	       v->encrypted != FLAG_YES;
}

static void tell(struct facts *out, const char *source, bool locked)
{
	struct fact_disk_encryption *f = FACTS_ADD(out, disk_encryption, DISK_ENCRYPTION, source);

	if (!f)
		return;
	f->fact.replayed = FLAG_NO;
	f->method = locked ? "luks" : NULL;
	f->state = locked ? "unlocked" : "none";
}

static void unseen(struct facts *out, struct phrase reason)
{
	facts_note(out, FACT_KIND_DISK_ENCRYPTION, FACT_STATE_FAILED, &reason);
}

static void unread(struct facts *out, const char *path)
{
	unseen(out, phrase_of(N_("because the file {0} could not be read"), 1, PHRASE_TEXT(path)));
}

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	const struct probe_blob *crypttab = &in->blob[CRYPTTAB], *fstab = &in->blob[FSTAB];
	char device[FIELD_BYTES];
	bool named = false;

	if (lies_plain(in->volume)) {
		tell(out, "volume", false);
		return 0;
	}
	if (in->n_blobs <= ENTRIES || fstab->state != PROBE_BLOB_PRESENT ||
	    !root_device(fstab->data, device)) {
		unread(out, "/etc/fstab");
		return 0;
	}
	if (crypttab->state == PROBE_BLOB_UNREADABLE) {
		unread(out, "/etc/crypttab");
		return 0;
	}
	if (crypttab->state == PROBE_BLOB_PRESENT)
		opened(crypttab->data, device, &named);
	if (named)
		tell(out, "/etc/crypttab", true);
	else if (names_partition(device) && !starts_with_a_lock(in, out->arena))
		tell(out, "/etc/fstab", false);
	else
		unseen(out, PHRASE(N_("because whether the system lies on an encrypted part of the "
				      "disk cannot be told from here")));
	return 0;
}

const struct probe probe_linux_encryption = {
	.id = "linux-encryption",
	.targets = TARGET_LINUX,
	.files = { { PROBE_WANT_FILE, "etc/crypttab", 1 << 20, true },
		   { PROBE_WANT_FILE, "etc/fstab", 1 << 20, true },
		   { PROBE_WANT_FILE, "etc/default/grub", 1 << 20, true },
		   { PROBE_WANT_FILE, "etc/kernel/cmdline", 1 << 20, true },
		   { PROBE_WANT_FILE, "boot/grub/grub.cfg", 1 << 20, true },
		   { PROBE_WANT_FILE, "boot/grub2/grub.cfg", 1 << 20, true },
		   { PROBE_WANT_FILE, "etc/crypttab.initramfs", 1 << 20, true },
		   { PROBE_WANT_PACK, "boot/loader/entries/*.conf", 1 << 16, true } },
	.gives = { FACT_KIND_DISK_ENCRYPTION, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
