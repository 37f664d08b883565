/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The tables of support ends from any bytes: rows, or a refusal that leaves nothing behind. */
/* link: signatures core/model core/base */
#include "core/base/times.h"
#include "core/base/util.h"
#include "signatures/programs.h"
#include "signatures/tables.h"
#include "tests/fuzz/fuzz.h"

static void must(bool holds)
{
	if (!holds)
		abort();
}

static void programs(const uint8_t *data, size_t n, struct arena *arena)
{
	struct programs p = PROGRAMS_NONE;
	bool ok = !programs_parse_names(&p, arena, (const char *)data, n, NULL);

	must(ok == (p.names_date != TIME_ABSENT) && (ok || !p.n_names));
	ok = !programs_parse_ends(&p, arena, (const char *)data, n, NULL);
	must(ok == (p.ends_date != TIME_ABSENT) && (ok || !p.n_ends));
	ok = !programs_parse_fixes(&p, arena, (const char *)data, n, NULL);
	must(ok == (p.fixes_date != TIME_ABSENT) && (ok || !p.n_fixes));
	ok = !programs_parse_holes(&p, arena, (const char *)data, n, NULL);
	must(ok == (p.holes_date != TIME_ABSENT) && (ok || !p.n_holes));
	for (size_t i = 0; i < p.n_fixes; i++)
		must(*p.fix[i].below && *p.fix[i].product);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena arena = { 0 };
	struct tables t = { 0 };
	struct err err = { 0 };
	bool ok;

	ok = !tables_parse_builds(&t, &arena, (const char *)data, n, &err);
	must(ok == (t.builds_date != TIME_ABSENT) && (ok || !t.n_builds));
	for (size_t i = 0; i < t.n_builds; i++)
		must(*t.build[i].label && *t.build[i].product && t.build[i].end != TIME_ABSENT &&
		     (!i || t.build[i - 1].build <= t.build[i].build));
	ok = !tables_parse_releases(&t, &arena, (const char *)data, n, &err);
	must(ok == (t.releases_date != TIME_ABSENT) && (ok || !t.n_releases));
	for (size_t i = 0; i < t.n_releases; i++)
		must(*t.release[i].id && *t.release[i].version);
	programs(data, n, &arena);
	arena_done(&arena);
	return 0;
}

int fuzz_seed(unsigned i, uint8_t **ret, size_t *ret_n)
{
	static const char *const seeds[] = {
		"# date: 2026-08-22\nbuild,product,line,label,end,extended_end,source\n"
		"26200,windows,w,\"Windows 11, 25H2\",2027-10-12,,endoflife.date\n"
		"19045,windows,,Windows 10 22H2,2025-10-14,2028-10-10,endoflife.date\n",
		"# date: 2026-08-22\nid,version,label,end,extended_end,extension,source\n"
		"debian,12,Debian 12,2026-07-11,2028-06-30,free,endoflife.date\n",
		"# date: 2026-08-22\nkind,product,label,branch,name,maker,source\n"
		"tool,7-zip,7-Zip,,7-Zip *,Igor Pavlov,own\n",
		"# date: 2026-08-22\nproduct,branch,label,released,end,extended_end,source\n"
		"java,8,Java 8,2014-03-18,2022-03-31,2030-12-31,endoflife.date\n",
		"# date: 2026-08-22\nproduct,from,below,misused,hole,label,source\n"
		"7-zip,,24.09,2025-02-06,CVE-2025-0411,7-Zip,pages 2025\n",
		"# date: 2026-08-22\nname,maker,from,upto,included,hole,source\n"
		"\"A, b\",\"x\",1.0,1.73,yes,JVNDB-2099-000001,JVN iPedia\n",
	};

	return fuzz_seed_text(seeds, LEN(seeds), i, ret, ret_n);
}
