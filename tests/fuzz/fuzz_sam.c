/* SPDX-License-Identifier: GPL-2.0-or-later */
/* link: scanners/readers */
/* Any bytes as a list of user names with a good key, and as the key to a good list. The vault opens
 * only for a list and a key that belong together, and no account is "blank" that was not read. */
#include <stdio.h>

#include "scanners/readers/sam_vault.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/seed_tools.h"

#define MAKE                                                                                       \
	"printf '%%s\\n' 'set form=%s sid=1-2-3' 'user 500 Administrator disabled admin' "         \
	"'user 1001 a password=\"one\" admin lm' 'user 1002 経理 password=\"one\" form=rc4' "    \
	"'user 1003 c ms password=\"two\"' 'other 1-5-32-4' >l; \"$TOOLS/mksam\" l l; "            \
	"printf '[Select]\\n\"Current\"=dword:1\\n' >s; cat l.KEY.spec >>s; "                      \
	"\"$TOOLS/mkhive\" l.SAM.spec SAM; \"$TOOLS/mkhive\" s SYSTEM"

static uint8_t *make(const char *form, const char *name, size_t *ret_n)
{
	char script[2048];

	snprintf(script, sizeof(script), MAKE, form);
	return seed_make(script, name, ret_n);
}

static struct bytes good(const char *name, struct bytes *kept)
{
	size_t n = 0;

	if (!kept->p) {
		kept->p = make("aes", name, &n);
		kept->n = n;
	}
	return *kept;
}

static void look(struct bytes sam_bytes, struct bytes system_bytes)
{
	struct bytes none = { 0 };
	struct hive *h = NULL, *system = NULL;
	struct sam_vault *v = NULL;
	struct arena a = { 0 };
	struct sam sam;

	if (hive_open("SAM", sam_bytes, none, none, &h, NULL) < 0)
		return;
	if (sam_read(h, &a, &sam, NULL) == 0 &&
	    hive_open("SYSTEM", system_bytes, none, none, &system, NULL) == 0) {
		struct sam_judgement *j = arena_array(&a, sam.n, sizeof(*j));
		bool *hit = arena_array(&a, sam.n, sizeof(*hit));

		if (sam_vault_open(&sam, system, &v, NULL) == 0) {
			sam_vault_judge(v, j);
			sam_vault_offer(v, "one", 3, hit);
		}
		for (size_t i = 0; v && i < sam.n; i++)
			if ((!sam.account[i].secrets_known &&
			     j[i].secret != SAM_SECRET_UNREADABLE) ||
			    (hit[i] && j[i].secret != SAM_SECRET_SET))
				abort();
		sam_vault_close(v);
	}
	hive_close(system);
	hive_close(h);
	arena_done(&a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static struct bytes sam, system;

	look(bytes_of(data, n), good("SYSTEM", &system));
	look(good("SAM", &sam), bytes_of(data, n));
	return 0;
}

int fuzz_seed(unsigned i, uint8_t **ret, size_t *ret_n)
{
	static const char *const seeds[][2] = { { "aes", "SAM" },
						{ "rc4", "SAM" },
						{ "aes", "SYSTEM" } };

	if (i >= sizeof(seeds) / sizeof(seeds[0]))
		return -1;
	*ret = make(seeds[i][0], seeds[i][1], ret_n);
	return *ret ? 0 : -1;
}
