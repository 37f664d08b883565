/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files of JVN iPedia from any bytes: rows with whole texts and versions, or a refusal. */
/* link: scanners/readers core/base */
#include <string.h>

#include "core/base/util.h"
#include "scanners/readers/jvn.h"
#include "tests/fuzz/fuzz.h"

static void row(void *arg UNUSED, const struct jvn_row *r)
{
	if (!*r->name || !*r->upto || strncmp(r->hole, "JVNDB-", 6) || strchr(r->name, '\n') ||
	    strlen(r->name) >= JVN_TEXT_MAX || strlen(r->maker) >= JVN_TEXT_MAX ||
	    r->upto[0] < '0' || r->upto[0] > '9')
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	const struct jvn_handler handler = { NULL, row };
	struct jvn_count count;
	struct err err = { 0 };

	(void)!jvn_read((struct bytes){ data, n }, &handler, &count, &err);
	return 0;
}

int fuzz_seed(unsigned i, uint8_t **ret, size_t *ret_n)
{
	static const char *const seeds[] = {
		"<VULDEF-Document><Vulinfo><VulinfoID>JVNDB-2099-000001</VulinfoID><VulinfoData>"
		"<Affected><AffectedItem><Name>A</Name><ProductName>ためし</ProductName>"
		"<VersionNumber>1.0 から 1.73 まで</VersionNumber>"
		"<VersionNumber>Ver.2より前のバージョン（CVE-1）</VersionNumber></AffectedItem>"
		"</Affected><DateLastUpdated>2099-02-03T</DateLastUpdated></VulinfoData></Vulinfo>"
		"</VULDEF-Document>",
		"{\"current_release_date\":\"2099-03-04T\",\"x\":[{\"vulnid\":\"JVNDB-2099-3\","
		"\"affected\":[{\"vendor\":\"A\",\"product\":\"P\",\"versions\":[{\"version\":"
		"\"1\","
		"\"status\":\"affected\",\"lessThan\":\"2.0\"},{\"version\":\"\",\"status\":"
		"\"affected\",\"description\":\"3.0 未満\"}]}]}]}",
	};

	return fuzz_seed_text(seeds, LEN(seeds), i, ret, ret_n);
}
