/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See prefetch.h. */
#include "scanners/readers/prefetch.h"

#include <errno.h>
#include <wimlib.h>

#include "core/base/utf.h"
#include "core/base/util.h"

#define MAM         0x044d414du /* "MAM", packed with XPRESS Huffman */
#define SCCA        0x41434353u
#define BLOCK       65536u /* unpacked bytes that share a table of codes */
#define HEAD_MIN    216u   /* all that is looked at */
#define ENDS_MAX    300u
#define PACKED_HEAD (8u + 256u + 8u) /* magic and size, table of codes, what is read ahead */
#define BITS_MAX    18u /* that a byte takes: a code of 15, or a copy of three bytes with its place */
#define PACKED_MAX  ((uint32_t)16 << 20)
#define NAME        16u
#define NAME_UNITS  30u /* UTF-16 units, with its NUL */
#define METRICS     84u

static int broken(struct err *err)
{
	return err_set(err, ERR_FORMAT, -EBADMSG, "a note about a started program is damaged");
}

/* Only the head is unpacked. libwim wants to know exactly how much comes out, and refuses an end that
 * falls into a copy of earlier bytes: so a few ends are tried. It takes zeros for what is missing of a
 * file that was cut: so no more is asked for than the bytes that are there must give. A worker unpacks
 * one note after the other; the decoder stays. */
static int unpack(struct bytes file, struct arena *a, struct bytes *ret, struct err *err)
{
	static struct wimlib_decompressor *decoder;
	uint8_t *out = arena_alloc(a, HEAD_MIN + ENDS_MAX);
	uint32_t size;
	size_t most;

	if (!bytes_u32le(file, 4, &size) || size < HEAD_MIN || size > PACKED_MAX ||
	    file.n < PACKED_HEAD)
		return broken(err);
	if (!decoder && wimlib_create_decompressor(WIMLIB_COMPRESSION_TYPE_XPRESS, BLOCK, &decoder))
		return err_set(err, ERR_INTERNAL, -ENOMEM, "no decoder for a packed file");
	most = MIN(MIN((size_t)size, HEAD_MIN + ENDS_MAX), (file.n - PACKED_HEAD) * 8 / BITS_MAX);
	for (size_t n = HEAD_MIN; n <= most; n++)
		if (!wimlib_decompress(file.p + 8, file.n - 8, out, n, decoder)) {
			*ret = bytes_of(out, n);
			return 0;
		}
	return broken(err);
}

/* Where the versions keep the last start and the number of starts. */
static bool places(struct bytes pf, uint32_t version, uint64_t *ret_last, uint64_t *ret_runs)
{
	uint32_t metrics;

	*ret_last = 128;
	switch (version) {
	case 17:
		*ret_last = 120;
		*ret_runs = 144;
		return true;
	case 23: *ret_runs = 152; return true;
	case 26: *ret_runs = 208; return true;
	case 30:
	case 31:
		/* Two layouts; the table behind tells them apart. */
		*ret_runs = bytes_u32le(pf, METRICS, &metrics) && metrics == 304 ? 208 : 200;
		return true;
	default: return false;
	}
}

int prefetch_read(struct bytes file, struct arena *a, struct prefetch *ret, struct err *err)
{
	uint32_t version, magic = 0;
	uint64_t last, runs, at;
	struct bytes name;
	int r;

	if (!bytes_u32le(file, 0, &magic))
		return broken(err);
	if (magic == MAM) {
		r = unpack(file, a, &file, err);
		if (r < 0)
			return r;
	}
	if (!bytes_u32le(file, 0, &version) || !bytes_u32le(file, 4, &magic) || magic != SCCA ||
	    !bytes_has(file, 0, HEAD_MIN) || !bytes_sub(file, NAME, 2 * NAME_UNITS, &name))
		return broken(err);
	if (!places(file, version, &last, &runs))
		return err_set(err, ERR_FORMAT, -ENOTSUP,
			       "a note about a started program is of an unknown version");
	if (!bytes_u64le(file, last, &at) || !bytes_u32le(file, runs, &ret->runs))
		return broken(err);
	ret->last_run = at ? time_from_filetime(at) : TIME_ABSENT;
	ret->name = utf16le_to_utf8(a, name.p, NAME_UNITS, true);
	return 0;
}
