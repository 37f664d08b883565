/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Disks with broken tables and headers, and broken answers of the worker that looked at them. */
/* link: scanners/disks/blkid scanners/disks core/model core/base */
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "core/base/io.h"
#include "scanners/disks/blkid/blkid_serve.h"
#include "scanners/disks/blkid_client.h"
#include "tests/fuzz/fuzz.h"
#include "tests/unit/scanners/disks/disk_image.h"

#define SIZE ((size_t)1 << 20)

int fuzz_seed(unsigned i, uint8_t **ret, size_t *ret_n)
{
	struct image_part part[] = {
		{ .first = 256, .count = 512, .mbr = 0x07 },
		{ .first = 768, .count = 256, .mbr = 0x05 },
		{ .first = 1024, .count = 256, .mbr = 0x42 },
	};
	uint8_t *p = calloc(1, SIZE);
	*ret = p;
	*ret_n = SIZE;
	for (size_t k = 0; k < 3; k++)
		memcpy(part[k].guid, k == 2 ? guid_spaces : guid_data, 16);
	switch (i) {
	case 0:
		image_gpt(p, SIZE, 512, part, 3);
		image_bitlocker(p + 256 * 512, 4, 0x0800);
		image_luks(p + 768 * 512, 2);
		return 0;
	case 1:
		image_mbr(p, part, 3);
		image_mbr(p + 768 * 512, part, 2);
		image_bitlocker(p + 256 * 512, 4, 0);
		return 0;
	case 2: image_bitlocker(p, 4, 0x0800); return 0;
	case 3: image_gpt(p, SIZE, 4096, part, 1); return 0;
	case 4: image_ext4(p); return 0;
	case 5: /* both headers damaged */
		image_gpt(p, SIZE, 512, part, 3);
		p[512 + 16] ^= 1;
		p[SIZE - 512 + 16] ^= 1;
		return 0;
	case 6: /* not announced */
		image_gpt(p, SIZE, 512, part, 3);
		p[510] = 0;
		return 0;
	case 7: /* a chain of logical parts that breaks */
		image_mbr(p, part, 2);
		image_mbr(p + 768 * 512, part, 2);
		part[0].first = 100;
		part[1].mbr = 0;
		image_mbr(p + 1536 * 512, part, 2);
		p[768 * 512 + 446 + 16 + 8] = 0xff;
		return 0;
	case 8: /* the first sectors of what lay in a part are gone */
		image_gpt(p, SIZE, 512, part, 1);
		memset(p + 300 * 512, 0x5a, 4096);
		return 0;
	default: free(p); return -1;
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static struct blkid_volume v[BLKID_VOLUMES_MAX], wire;
	struct volume_info info;
	struct blkid_head head;
	struct arena a = { 0 };
	int fd = memfd_create("fuzz", MFD_CLOEXEC);
	if (fd < 0 || io_write_full(fd, data, n))
		abort();
	blkid_serve_look(fd, n, 0, &head, v);
	if (head.n > BLKID_VOLUMES_MAX)
		abort();
	for (size_t i = 0; i < head.n; i++) /* what our own worker says is never refused */
		if (!blkid_client_volume(&v[i], n, &a, &info) || info.offset > n ||
		    info.size > n - info.offset ||
		    (info.state != VOLUME_STATE_READABLE && !info.reason.id))
			abort();
	memcpy(&wire, data, MIN(n, sizeof(wire)));
	wire.magic = BLKID_WIRE_MAGIC;
	wire.verdict %= BLKID_VERDICTS;
	wire.lock %= BLKID_LOCKS;
	wire.partition %= 300;
	if (blkid_client_volume(&wire, SIZE, &a, &info) && info.size > SIZE)
		abort();
	arena_done(&a);
	close(fd);
	return 0;
}
