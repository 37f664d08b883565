/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The owner's locked disk. A worker without power found the key with the password; here its numbers are
 * held against the part, and the kernel is told. The password never comes here, and no byte of the
 * part is looked at. */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/sysmacros.h>
#include <syslog.h>

#include "core/base/secret.h"
#include "scanners/broker/server.h"

/* Device number and length of a disk or part, by sysfs. */
static int look_up(const char *part, dev_t *ret, uint64_t *ret_sectors, struct err *err)
{
	unsigned major, minor;
	char text[32];

	if (!device_attribute(part, "dev", text, sizeof(text)) ||
	    sscanf(text, "%u:%u", &major, &minor) != 2 ||
	    !device_attribute(part, "size", text, sizeof(text)) ||
	    sscanf(text, "%" SCNu64, ret_sectors) != 1)
		return err_set(err, ERR_IO, -ENODEV, "%s: no such part", part);
	*ret = makedev(major, minor);
	return 0;
}

static int check(struct server *s, const struct broker_ask *ask, struct err *err)
{
	dev_t device;
	int r = device_check(ask->name, &device, err);

	if (r < 0)
		return r;
	if (s->write.open || s->unlocked.how)
		return err_set(err, ERR_DENIED, -EBUSY, "one disk is open already");
	if (ask->guard != BROKER_FOR_BACKUP ||
	    !writes_may_be_chosen(s, ask->name, BROKER_FOR_BACKUP))
		return err_set(err, ERR_DENIED, -EPERM, "%s is no disk on USB", ask->name);
	if (ask->size == 0 || writes_sequence(ask->name) != ask->size)
		return err_set(err, ERR_IO, -ESTALE, "%s is another disk now", ask->name);
	mounts_drop(s, device, false);
	r = device_free(ask->name, device, err);
	return r < 0 ? r : guards_set(s, ask->name, err);
}

/* As much as is mapped. */
static uint64_t inside(const struct broker_unlock *how)
{
	const struct broker_segment *last = &how->segment[how->n - 1];

	return (last->start + last->length) * BROKER_SECTOR;
}

static int map(struct server *s, bool writable, struct err *err)
{
	struct server_unlocked *u = &s->unlocked;
	uint64_t sectors;
	dev_t part = 0;
	int r = look_up(u->part, &part, &sectors, err);

	if (r == 0)
		r = mapping_check(u->how, sectors, err);
	if (r == 0)
		r = u->fd = mapping_make(u->how, part, writable, &u->device, err);
	u->mapped = r >= 0;
	return MIN(r, 0);
}

int unlock_begin(struct server *s, const struct broker_ask *ask, const struct broker_unlock *how,
		 uint64_t *ret_size, struct err *err)
{
	struct server_unlocked *u = &s->unlocked;
	char part[BROKER_NAME_MAX];
	int r = check(s, ask, err), fd = -1;

	if (r == 0)
		r = writes_find_part(ask, part, err);
	if (r < 0)
		return r;
	u->how = secret_new(sizeof(*u->how), err);
	if (!u->how)
		return -ENOMEM;
	*u->how = *how;
	snprintf(u->disk, sizeof(u->disk), "%s", ask->name);
	snprintf(u->part, sizeof(u->part), "%s", part);
	r = map(s, false, err);
	if (r == 0) {
		fd = fcntl(u->fd, F_DUPFD_CLOEXEC, 3);
		r = fd < 0 ? err_sys(err, -errno, "%s", u->part) : 0;
	}
	syslog(r < 0 ? LOG_WARNING : LOG_NOTICE, "%s, part %s, unlocked as its owner chose: %s",
	       u->disk, u->part, r < 0 ? strerror(-r) : "done");
	if (r < 0) {
		(void)!unlock_end(s, NULL);
		return r;
	}
	*ret_size = inside(u->how);
	return fd;
}

int unlock_pause(struct server *s, struct err *err)
{
	struct server_unlocked *u = &s->unlocked;

	if (!u->mapped)
		return 0;
	mounts_drop(s, u->device, false);
	cleanup_close(&u->fd);
	u->fd = -1;
	u->mapped = false;
	return mapping_drop(err);
}

int unlock_node(struct server *s, const char *part, char ret[BROKER_NAME_MAX], struct err *err)
{
	int r;

	snprintf(ret, BROKER_NAME_MAX, "%s", part);
	if (!s->unlocked.how || strcmp(s->unlocked.part, part) != 0)
		return 0;
	r = map(s, true, err);
	snprintf(ret, BROKER_NAME_MAX, "dm-%u", minor(s->unlocked.device));
	return r;
}

int unlock_end(struct server *s, struct err *err)
{
	struct server_unlocked *u = &s->unlocked;
	int r = unlock_pause(s, err);

	if (u->how) {
		secret_free(u->how, sizeof(*u->how));
		syslog(r < 0 ? LOG_WARNING : LOG_NOTICE, "%s, part %s, locked again: %s", u->disk,
		       u->part, r < 0 ? strerror(-r) : "done");
	}
	*u = (struct server_unlocked){ .fd = -1 };
	return r;
}
