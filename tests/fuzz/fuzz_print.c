/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lines of `kenshin print`, and a printer's own keywords. */
/* link: report/printer core/record core/text core/model core/base */
#include "core/record/print.h"
#include "report/printer/reasons.h"
#include "tests/fuzz/fuzz.h"

static const char *const seeds[] = {
	"{\"record\":\"printer\",\"name\":\"ipp60000\",\"shown\":\"Maker\",\"way\":\"ipp\","
	"\"known\":true,"
	"\"ready\":true,\"reason\":\"none\"}",
	"{\"record\":\"print\",\"state\":\"printed\",\"reason\":\"none\",\"own\":\"\"}",
	"media-empty-error",
	"cups-waiting-for-job-completed",
};

int fuzz_seed(unsigned i, uint8_t **ret, size_t *ret_n)
{
	return fuzz_seed_text(seeds, LEN(seeds), i, ret, ret_n);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct printer_info p = { 0 };
	struct print_status s = { 0 };
	struct print_reasons r = { 0 };
	enum print_record kind;
	char *text = strndup((const char *)data, n);

	if (record_parse_print((const char *)data, n, &p, &s, &kind, NULL) == 0 &&
	    kind == PRINT_RECORD_PRINTER &&
	    (strlen(p.name) > PRINT_TEXT_MAX || strlen(p.shown) > PRINT_TEXT_MAX ||
	     (unsigned)p.reason >= PRINT_REASONS || (p.ready && !p.name[0])))
		abort();
	for (unsigned i = 0; i < 2; i++)
		print_reasons_add(&r, text);
	if (strlen(r.own) > PRINT_TEXT_MAX || (unsigned)r.reason >= PRINT_REASONS)
		abort();
	free(text);
	return 0;
}
