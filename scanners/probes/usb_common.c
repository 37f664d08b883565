/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See usb_common.h. */
#include "scanners/probes/usb_common.h"

#define DATES "Properties\\{83da6326-97a6-4088-9453-a1923f573b29}"

/* A date property: since Windows 8 the default value of "0064", before that the value Data of
 * "00000064\00000000". */
static int64_t date_of(struct registry *r, hive_key device, unsigned property)
{
	char path[96];
	hive_key key;
	int64_t t;

	if (!device)
		return TIME_ABSENT;
	snprintf(path, sizeof(path), DATES "\\%04x", property);
	key = hive_find(r->hive, device, path);
	t = registry_time(r, key, "");
	if (t != TIME_ABSENT)
		return t;
	snprintf(path, sizeof(path), DATES "\\%08x\\00000000", property);
	key = hive_find(r->hive, device, path);
	t = registry_time(r, key, "Data");
	return t != TIME_ABSENT ? t : registry_time(r, key, "");
}

struct usb_dates usb_dates(struct registry *r, hive_key device)
{
	return (struct usb_dates){
		.installed = date_of(r, device, 0x64),
		.first_installed = date_of(r, device, 0x65),
		.last_arrival = date_of(r, device, 0x66),
		.last_removal = date_of(r, device, 0x67),
		.key_written = hive_key_written(r->hive, device),
	};
}

/* The part after `mark` up to the next '&', with '_' as spaces: "Ven_" in
 * "Disk&Ven_BUFFALO&Prod_SSD-PG&Rev_1.00". NULL when there is none. */
static const char *part(struct arena *a, const char *class_name, const char *mark)
{
	const char *p = strcasestr(class_name, mark);
	char *text;
	size_t n;

	if (!p)
		return NULL;
	p += strlen(mark);
	n = strcspn(p, "&");
	text = arena_strndup(a, p, n);
	for (size_t i = 0; i < n; i++)
		if (text[i] == '_')
			text[i] = ' ';
	while (n && text[n - 1] == ' ')
		text[--n] = '\0';
	return n ? text : NULL;
}

enum flag usb_own_serial(const char *instance)
{
	return instance && instance[0] && instance[1] == '&' ? FLAG_NO : FLAG_YES;
}

/* "AA0102&0": the serial, and a count that Windows adds. */
static const char *serial_of(struct arena *a, const char *instance)
{
	const char *last = strrchr(instance, '&');

	if (usb_own_serial(instance) == FLAG_YES && last && last != instance)
		return arena_strndup(a, instance, (size_t)(last - instance));
	return arena_strdup(a, instance);
}

struct usb_identity usb_identity(struct arena *a, const char *class_name, const char *instance)
{
	return (struct usb_identity){
		.vendor = part(a, class_name, "Ven_"),
		.product = part(a, class_name, "Prod_"),
		.serial = serial_of(a, instance),
		.own_serial = usb_own_serial(instance),
	};
}

bool usb_identity_of_id(struct arena *a, const char *id, struct usb_identity *ret)
{
	const char *p = strcasestr(id, "USBSTOR"), *class_name;
	size_t n;

	if (!p || (p[7] != '#' && p[7] != '\\'))
		return false;
	p += 8;
	n = strcspn(p, "#\\");
	if (!p[n] || strncasecmp(p, "Disk&", 5))
		return false;
	class_name = arena_strndup(a, p, n);
	p += n + 1;
	n = strcspn(p, "#\\");
	if (!n)
		return false;
	*ret = usb_identity(a, class_name, arena_strndup(a, p, n));
	return true;
}

/* A text resource "@disk.inf,%desc%;Disk drive" reads as what stands after the ';'. */
static const char *readable(const char *text)
{
	const char *semicolon = text && *text == '@' ? strrchr(text, ';') : NULL;

	return semicolon ? semicolon + 1 : text;
}

const char *usb_name(struct registry *r, hive_key device)
{
	const char *name = readable(registry_text(r, device, "FriendlyName"));

	return name ? name : readable(registry_text(r, device, "DeviceDesc"));
}
