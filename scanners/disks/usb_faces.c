/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See usb_faces.h. */
#include "scanners/disks/usb_faces.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/base/io.h"
#include "core/base/util.h"

#define ENTRIES_MAX 4096
/* Milliseconds within which a hub and what sits on it come up when both are put in as one. */
#define TOGETHER 10000
/* Whatever was there when the PC started tells nothing about what belongs together. */
#define AT_START 60000

const char *usb_use_name(enum usb_use use)
{
	static const char *const name[USB_USES] = { "storage", "keyboard", "pointer", "network",
						    "other" };

	return (unsigned)use < USB_USES ? name[use] : "other";
}

static bool text_at(const char *dir, const char *name, char *buf, size_t size)
{
	char path[PATH_MAX];
	int fd;
	ssize_t n;

	if (snprintf(path, sizeof(path), "%s/%s", dir, name) >= (int)sizeof(path))
		return false;
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return false;
	n = io_pread_full(fd, buf, size - 1, 0);
	close(fd);
	buf[MAX(n, 0)] = '\0';
	return n > 0;
}

static bool number_at(const char *dir, const char *name, int base, unsigned long long *ret)
{
	char text[32], *end;

	if (!text_at(dir, name, text, sizeof(text)))
		return false;
	errno = 0;
	*ret = strtoull(text, &end, base);
	return !errno && end != text && (*end == '\n' || *end == '\0');
}

/* Up from the disk to the device that was put in. */
static bool find_device(char *path)
{
	for (int i = 0; i < 16; i++) {
		unsigned long long vendor;
		char *slash;

		if (number_at(path, "idVendor", 16, &vendor))
			return true;
		slash = strrchr(path, '/');
		if (!slash || slash == path)
			return false;
		*slash = '\0';
	}
	return false;
}

/* Class, subclass and protocol of an interface. HID (3) of the boot kind tells keyboard (1) from mouse
 * (2); any other HID may type as well. */
static enum usb_use use_of(unsigned class, unsigned protocol)
{
	switch (class) {
	case 0x08: return USB_USE_STORAGE;
	case 0x03: return protocol == 2 ? USB_USE_POINTER : USB_USE_KEYBOARD;
	case 0x02:
	case 0x0a:
	case 0xe0: return USB_USE_NETWORK;
	default: return USB_USE_OTHER;
	}
}

/* The interfaces of one device: folders "1-2:1.0" in its own. False when there was none to be seen. */
static bool interfaces(const char *device, bool *use)
{
	DIR *d = opendir(device);
	const struct dirent *e;
	bool seen = false;

	for (unsigned i = 0; d && i < ENTRIES_MAX && (e = readdir(d)); i++) {
		unsigned long long class, protocol = 0;
		char path[PATH_MAX];

		if (!strchr(e->d_name, ':') ||
		    snprintf(path, sizeof(path), "%s/%s", device, e->d_name) >= (int)sizeof(path) ||
		    !number_at(path, "bInterfaceClass", 16, &class))
			continue;
		(void)number_at(path, "bInterfaceProtocol", 16, &protocol);
		use[use_of((unsigned)class, (unsigned)protocol)] = true;
		seen = true;
	}
	if (d)
		closedir(d);
	return seen;
}

/* How long it has been there, ms. */
static bool connected(const char *device, unsigned long long *ret)
{
	return number_at(device, "power/connected_duration", 10, ret);
}

static bool is_hub(const char *device)
{
	unsigned long long class;

	return number_at(device, "bDeviceClass", 16, &class) && class == 0x09;
}

/* Does the hub that the device sits on belong to the same plug? */
enum plug { PLUG_APART, PLUG_TOGETHER, PLUG_UNSURE };

static void root_of(const char *hub, char root[PATH_MAX])
{
	snprintf(root, PATH_MAX, "%s", hub);
	for (char *slash; (slash = strrchr(root, '/')) && strncmp(slash, "/usb", 4) != 0;)
		*slash = '\0';
}

/* The PC's own hub is none; one that was there long before the device is the desk's. What came up with
 * the PC itself may be either. */
static enum plug plug_of(const char *hub, const char *device)
{
	unsigned long long of_hub, of_device, of_root;
	char root[PATH_MAX];
	const char *last = strrchr(hub, '/');

	if (!last || !is_hub(hub) || !strncmp(last, "/usb", 4))
		return PLUG_APART;
	root_of(hub, root);
	if (!connected(hub, &of_hub) || !connected(device, &of_device) ||
	    !connected(root, &of_root))
		return PLUG_UNSURE;
	if (of_hub >= of_device && of_hub - of_device >= TOGETHER)
		return PLUG_APART;
	return of_hub < of_root && of_root - of_hub > AT_START ? PLUG_TOGETHER : PLUG_UNSURE;
}

/* The hub's other devices: folders "1-2.3" in its own. */
static void look_beside(const char *hub, const char *device, struct usb_faces *ret)
{
	const char *own = strrchr(device, '/') + 1;
	DIR *d = opendir(hub);
	const struct dirent *e;

	ret->cut = !d;
	for (unsigned i = 0; d && i < ENTRIES_MAX && (e = readdir(d)); i++) {
		unsigned long long vendor;
		char path[PATH_MAX];

		if (e->d_name[0] == '.' || strchr(e->d_name, ':') || !strcmp(e->d_name, own) ||
		    snprintf(path, sizeof(path), "%s/%s", hub, e->d_name) >= (int)sizeof(path) ||
		    !number_at(path, "idVendor", 16, &vendor))
			continue;
		if (!interfaces(path, ret->beside))
			ret->cut = true;
	}
	if (d)
		closedir(d);
}

/* Where it is not sure whose they are, a keyboard or a network device leaves the answer open. */
static void beside(const char *hub, const char *device, struct usb_faces *ret)
{
	enum plug plug = plug_of(hub, device);
	struct usb_faces seen = { 0 };

	if (plug == PLUG_APART)
		return;
	look_beside(hub, device, &seen);
	ret->cut = seen.cut;
	if (plug == PLUG_TOGETHER)
		memcpy(ret->beside, seen.beside, sizeof(ret->beside));
	else
		ret->cut |= seen.beside[USB_USE_KEYBOARD] || seen.beside[USB_USE_NETWORK];
}

int usb_faces_read(const char *sysfs, const char *disk, struct usb_faces *ret, struct err *err)
{
	char path[PATH_MAX], device[PATH_MAX], hub[PATH_MAX];
	char *slash;

	*ret = (struct usb_faces){ 0 };
	if (strchr(disk, '/') || snprintf(path, sizeof(path), "%s/block/%s", sysfs ? sysfs : "/sys",
					  disk) >= (int)sizeof(path))
		return err_set(err, ERR_INTERNAL, -EINVAL, "%s is no disk", disk);
	if (!realpath(path, device))
		return err_sys(err, -errno, "what %s is could not be read", disk);
	if (!strstr(device, "/usb") || !find_device(device))
		return err_set(err, ERR_UNSUPPORTED, -ENODEV, "%s is not on USB", disk);
	if (!interfaces(device, ret->own))
		return err_set(err, ERR_IO, -EIO, "what %s says it is could not be read", disk);
	snprintf(hub, sizeof(hub), "%s", device);
	slash = strrchr(hub, '/');
	if (slash && slash != hub) {
		*slash = '\0';
		beside(hub, device, ret);
	}
	return 0;
}
