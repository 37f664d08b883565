/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A device of the kernel's device mapper that shows what is in a locked part: dm-crypt where the file system
 * lies, dm-zero where BitLocker keeps its own. By the ioctls themselves: libdevmapper would bring
 * semaphores with udev, a library of logs and SELinux into the one program with root, for four calls.
 * The key goes to the kernel as text, marked as secret, out of memory that is locked and wiped. */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <linux/dm-ioctl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

#include "core/base/secret.h"
#include "scanners/broker/server.h"

#define CONTROL    "/dev/mapper/control"
#define LOADED     "/sys/class/misc/device-mapper" /* asking for CONTROL would load it */
#define LOCK       "/run/kenshin/mapping.lock"
#define PREFIX     "kenshin-unlocked-"
#define LET_GO_MS  5000
#define TABLE_ROOM 16384u
#define LIST_ROOM  65536u

/* Of libdevmapper's language with udev: nobody is to look for a file system on it. */
#define UDEV_HANDS_OFF ((0x0002u | 0x0004u | 0x0008u) << 16)

/* --- what can be ------------------------------------------------------------------------------ */
static const char *const names[BROKER_CIPHERS] = {
	[BROKER_AES_XTS] = "aes-xts-plain64",
	[BROKER_AES_CBC] = "aes-cbc-eboiv",
	[BROKER_AES_CBC_ELEPHANT] = "aes-cbc-elephant",
};

static bool key_fits(const struct broker_unlock *how)
{
	uint32_t least = how->cipher == BROKER_AES_CBC ? 16 : 32;

	return how->cipher < BROKER_CIPHERS && (how->key_n == least || how->key_n == 2 * least);
}

/* Both lie in the part; no sector of it is meant twice. */
static bool apart(const struct broker_segment *a, const struct broker_segment *b)
{
	return a->zero || b->zero || a->from + a->length <= b->from ||
	       b->from + b->length <= a->from;
}

int mapping_check(const struct broker_unlock *how, uint64_t sectors, struct err *err)
{
	uint64_t next = 0;
	bool good = key_fits(how) && how->n > 0 && how->n <= BROKER_SEGMENTS_MAX;

	for (uint32_t i = 0; good && i < how->n; i++) {
		const struct broker_segment *s = &how->segment[i];

		good = s->start == next && s->length > 0 && s->length <= sectors - next &&
		       s->zero <= 1;
		if (good && !s->zero) /* the beginning of the part itself is nobody's to change */
			good = s->from >= how->segment[0].length && s->from < sectors &&
			       s->length <= sectors - s->from;
		for (uint32_t k = 0; good && k < i; k++)
			good = apart(s, &how->segment[k]);
		next += s->length;
	}
	return good
		   ? 0
		   : err_set(err, ERR_INTERNAL, -EINVAL, "such a layout of a locked disk can't be");
}

void mapping_line(const struct broker_unlock *how, size_t i, dev_t on, char *buf, size_t size)
{
	static const char digit[] = "0123456789abcdef";
	const struct broker_segment *s = &how->segment[i];
	size_t n;

	*buf = '\0';
	if (s->zero)
		return;
	n = (size_t)snprintf(buf, size, "%s ", names[how->cipher]);
	for (uint32_t k = 0; k < how->key_n && n + 3 < size; k++) {
		buf[n++] = digit[how->key[k] >> 4];
		buf[n++] = digit[how->key[k] & 15];
	}
	snprintf(buf + n, size - n, " %" PRIu64 " %u:%u %" PRIu64, s->from, major(on), minor(on),
		 s->from);
}

/* --- the kernel ------------------------------------------------------------------------------- */
struct request {
	struct dm_ioctl head;
	uint8_t room[TABLE_ROOM];
};

static void own_name(char ret[DM_NAME_LEN])
{
	snprintf(ret, DM_NAME_LEN, PREFIX "%d", (int)getpid());
}

static void prepare(struct dm_ioctl *head, size_t size, const char *name, uint32_t flags)
{
	memset(head, 0, sizeof(*head));
	head->version[0] = DM_VERSION_MAJOR;
	head->data_size = (uint32_t)size;
	head->data_start = sizeof(*head);
	head->flags = flags;
	snprintf(head->name, sizeof(head->name), "%s", name);
}

static int open_control(struct err *err)
{
	int fd = open(CONTROL, O_RDWR | O_CLOEXEC | O_NOFOLLOW);

	return fd < 0 ? err_set(err, ERR_UNSUPPORTED, -EPROTONOSUPPORT,
				"this kernel cannot show what is in a locked disk")
		      : fd;
}

static int plain(int control, unsigned long what, const char *name, uint32_t flags,
		 struct dm_ioctl *ret)
{
	struct dm_ioctl head;

	prepare(&head, sizeof(head), name, flags);
	if (what == DM_DEV_SUSPEND || what == DM_DEV_REMOVE)
		head.event_nr = UDEV_HANDS_OFF;
	if (ioctl(control, what, &head) < 0)
		return -errno;
	if (ret)
		*ret = head;
	return 0;
}

static bool add_target(struct request *q, size_t *at, const struct broker_unlock *how, size_t i,
		       dev_t on)
{
	struct dm_target_spec *t = (struct dm_target_spec *)(void *)(q->room + *at);
	size_t room = sizeof(q->room) - *at, used;
	char *line = (char *)(t + 1);

	if (room < sizeof(*t) + MAPPING_LINE + 8)
		return false;
	t->sector_start = how->segment[i].start;
	t->length = how->segment[i].length;
	snprintf(t->target_type, sizeof(t->target_type), "%s",
		 how->segment[i].zero ? "zero" : "crypt");
	mapping_line(how, i, on, line, MAPPING_LINE);
	used = (sizeof(*t) + strlen(line) + 1 + 7) / 8 * 8;
	t->next = (uint32_t)used;
	*at += used;
	return true;
}

static int load(int control, const char *name, const struct broker_unlock *how, dev_t on,
		bool writable)
{
	struct request *q = secret_new(sizeof(*q), NULL);
	size_t at = 0;
	bool good = q != NULL;
	int r;

	if (!q)
		return -ENOMEM;
	prepare(&q->head, sizeof(*q), name,
		DM_SECURE_DATA_FLAG | (writable ? 0u : DM_READONLY_FLAG));
	q->head.target_count = how->n;
	for (uint32_t i = 0; good && i < how->n; i++)
		good = add_target(q, &at, how, i, on);
	r = !good ? -E2BIG : ioctl(control, DM_TABLE_LOAD, q) < 0 ? -errno : 0;
	secret_free(q, sizeof(*q));
	return r;
}

/* Nobody takes for left over what is only being made. */
static int lock_all(void)
{
	int fd = -1;

	if (mkdir("/run/kenshin", 0755) == 0 || errno == EEXIST)
		fd = open(LOCK, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd >= 0 && flock(fd, LOCK_EX) < 0) {
		close(fd);
		fd = -1;
	}
	return fd;
}

static int open_node(dev_t device, struct err *err)
{
	CLEANUP(cleanup_close) int fd = -1;
	char path[64];
	struct stat st;

	snprintf(path, sizeof(path), "/dev/dm-%u", minor(device));
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	if (fd < 0)
		return err_sys(err, -errno, "%s", path);
	if (fstat(fd, &st) < 0 || !S_ISBLK(st.st_mode) || st.st_rdev != device)
		return err_set(err, ERR_IO, -ENODEV, "%s is not what was made", path);
	return TAKE_FD(fd);
}

/* As the kernel writes a device's number here. */
static dev_t device_of(uint64_t n)
{
	return makedev((unsigned)(n >> 8 & 0xfff), (unsigned)((n & 0xff) | (n >> 12 & 0xfff00)));
}

static int remove_mapping(int control, const char *name)
{
	int r = 0;

	for (int ms = 0; ms <= LET_GO_MS; ms += 50) {
		r = plain(control, DM_DEV_REMOVE, name, 0, NULL);
		if (r != -EBUSY)
			break;
		(void)poll(NULL, 0, 50);
	}
	/* Whoever still holds it: it goes with them, and the key with it. */
	if (r == -EBUSY)
		(void)!plain(control, DM_DEV_REMOVE, name, DM_DEFERRED_REMOVE, NULL);
	return r == -ENXIO ? 0 : r;
}

int mapping_make(const struct broker_unlock *how, dev_t on, bool writable, dev_t *ret,
		 struct err *err)
{
	CLEANUP(cleanup_close) int control = open_control(err);
	CLEANUP(cleanup_close) int lock = control < 0 ? -1 : lock_all();
	char name[DM_NAME_LEN];
	struct dm_ioctl made;
	int r, fd = -1;

	if (control < 0)
		return control;
	own_name(name);
	r = plain(control, DM_DEV_CREATE, name, 0, &made);
	if (r < 0)
		return err_sys(err, r, "a mapping could not be made");
	*ret = device_of(made.dev);
	r = load(control, name, how, on, writable);
	if (r == 0)
		r = plain(control, DM_DEV_SUSPEND, name, writable ? 0u : DM_READONLY_FLAG, NULL);
	if (r < 0) {
		err_sys(err, r, "the kernel did not take the locked disk");
		if (r == -EINVAL) /* it lacks a cipher, or dm-crypt itself */
			r = err_set(err, ERR_UNSUPPORTED, -EPROTONOSUPPORT,
				    "this kernel does not know the cipher of the locked disk");
	} else {
		r = fd = open_node(*ret, err);
	}
	if (r < 0)
		(void)!remove_mapping(control, name);
	return r < 0 ? r : fd;
}

int mapping_drop(struct err *err)
{
	CLEANUP(cleanup_close) int control = open_control(err);
	char name[DM_NAME_LEN];
	int r;

	if (control < 0)
		return control;
	own_name(name);
	r = remove_mapping(control, name);
	return r < 0 ? err_sys(err, r, "the locked disk could not be locked again") : 0;
}

static void sweep_list(int control, const struct dm_ioctl *head)
{
	const uint8_t *p = (const uint8_t *)head;
	size_t at = head->data_start, size = MIN(head->data_size, LIST_ROOM);

	while (at + sizeof(struct dm_name_list) < size) {
		const struct dm_name_list *l = (const struct dm_name_list *)(const void *)(p + at);
		char name[DM_NAME_LEN];

		snprintf(name, sizeof(name), "%s", l->name);
		/* One that lives holds its own: busy. */
		if (l->dev && !strncmp(name, PREFIX, sizeof(PREFIX) - 1))
			(void)!plain(control, DM_DEV_REMOVE, name, 0, NULL);
		if (!l->next)
			break;
		at += l->next;
	}
}

void mapping_sweep(void)
{
	CLEANUP(cleanup_close) int control = -1;
	CLEANUP(cleanup_close) int lock = -1;
	struct dm_ioctl *head;

	if (access(LOADED, F_OK) < 0)
		return;
	control = open_control(NULL);
	lock = control < 0 ? -1 : lock_all();
	head = lock < 0 ? NULL : calloc(1, LIST_ROOM);
	if (!head)
		return;
	prepare(head, LIST_ROOM, "", 0);
	if (ioctl(control, DM_LIST_DEVICES, head) == 0)
		sweep_list(control, head);
	free(head);
}
