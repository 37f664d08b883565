/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See logins.h. A hostile database may define "logins" as a view that never ends: sqlite_file.h. */
#include "scanners/readers/logins.h"

#include <errno.h>
#include <jansson.h>
#include <sqlite3.h>
#include <string.h>

#include "core/base/arena.h"
#include "scanners/readers/sqlite_file.h"

#define ROWS_MAX 100000

/* Ends of host names. */
static const char *const money[] = {
	"mufg.jp",
	"smbc.co.jp",
	"mizuhobank.co.jp",
	"resonabank.co.jp",
	"saitamaresona.co.jp",
	"jp-bank.japanpost.jp",
	"rakuten-bank.co.jp",
	"netbk.co.jp",
	"paypay-bank.co.jp",
	"japannetbank.co.jp",
	"sonybank.jp",
	"sonybank.net",
	"aeonbank.co.jp",
	"sevenbank.co.jp",
	"au-jibunbank.co.jp",
	"jibunbank.co.jp",
	"jabank.jp",
	"finemax.net",
	"anser.ne.jp",
	"anser.or.jp",
	"shinkin.jp",
	"shinkin.co.jp",
	"gmo-aozora.com",
	"aozorabank.co.jp",
	"sbishinseibank.co.jp",
	"shinseibank.com",
	"daishi-hokuetsu-bank.co.jp",
	"chibabank.co.jp",
	"fukuokabank.co.jp",
	"boy.co.jp",
	"shizuokabank.co.jp",
	"joyobank.co.jp",
	"rokin.com",
	"saisoncard.co.jp",
	"smbc-card.com",
	"cr.mufg.jp",
	"jcb.co.jp",
	"rakuten-card.co.jp",
	"aeon.co.jp",
	"americanexpress.com",
	"sbisec.co.jp",
	"rakuten-sec.co.jp",
	"nomura.co.jp",
	"daiwa.jp",
	"monex.co.jp",
	"e-tax.nta.go.jp",
	"eltax.lta.go.jp",
	"eltax.jp",
	"myna.go.jp",
	"paypal.com",
};

bool logins_money(const char *address)
{
	const char *host = strstr(address, "://");
	size_t n;

	host = host ? host + 3 : address;
	n = strcspn(host, "/:?#");
	for (size_t i = 0; i < LEN(money); i++) {
		size_t m = strlen(money[i]);

		if (n >= m && !strncasecmp(host + n - m, money[i], m) &&
		    (n == m || host[n - m - 1] == '.'))
			return true;
	}
	return false;
}

/* --- Chromium ------------------------------------------------------------------------------ */
static int count_rows(sqlite3 *db, struct logins *ret, struct err *err)
{
	static const char sql[] = "SELECT origin_url FROM logins WHERE blacklisted_by_user = 0 "
				  "AND length(password_value) > 0";
	sqlite3_stmt *rows = NULL;
	int r = sqlite3_prepare_v2(db, sql, -1, &rows, NULL);

	while (r == SQLITE_OK && (r = sqlite3_step(rows)) == SQLITE_ROW) {
		const unsigned char *url = sqlite3_column_text(rows, 0);

		ret->count++;
		ret->money += url && logins_money((const char *)url);
		r = ret->count > ROWS_MAX ? SQLITE_TOOBIG : SQLITE_OK;
	}
	sqlite3_finalize(rows);
	if (r == SQLITE_DONE)
		return 0;
	if (r == SQLITE_INTERRUPT || r == SQLITE_TOOBIG || r == SQLITE_NOMEM)
		return err_set(err, ERR_LIMIT, -EFBIG, "the list of passwords is too large");
	return err_set(err, ERR_FORMAT, -EBADMSG, "the list of passwords is damaged");
}

typedef int (*count_fn)(sqlite3 *db, struct logins *ret, struct err *err);

static int database(struct bytes file, count_fn count, struct logins *ret, struct err *err)
{
	struct sqlite_file f;
	int r = sqlite_file_open(&f, file, LOGINS_FILE_MAX, "the list of passwords", err);

	*ret = (struct logins){ 0 };
	if (r == 0)
		r = count(f.db, ret, err);
	sqlite_file_close(&f);
	return r;
}

int logins_chromium(struct bytes file, struct logins *ret, struct err *err)
{
	return database(file, count_rows, ret, err);
}

/* --- Sticky Notes -------------------------------------------------------------------------- */
/* Rows are counted by themselves: no text is ever asked for. */
static int count_notes(sqlite3 *db, struct logins *ret, struct err *err)
{
	sqlite3_stmt *rows = NULL;
	int r =
	    sqlite3_prepare_v2(db, "SELECT 1 FROM Note WHERE DeletedAt IS NULL", -1, &rows, NULL);

	if (r == SQLITE_ERROR) /* the first versions had no such column */
		r = sqlite3_prepare_v2(db, "SELECT 1 FROM Note", -1, &rows, NULL);
	while (r == SQLITE_OK && (r = sqlite3_step(rows)) == SQLITE_ROW)
		r = ++ret->count > ROWS_MAX ? SQLITE_TOOBIG : SQLITE_OK;
	sqlite3_finalize(rows);
	if (r == SQLITE_DONE)
		return 0;
	return err_set(err, ERR_FORMAT, -EBADMSG, "the list of notes is damaged");
}

int logins_notes(struct bytes file, int64_t *ret, struct err *err)
{
	struct logins l;
	int r = database(file, count_notes, &l, err);

	*ret = l.count;
	return r;
}

/* --- Firefox ------------------------------------------------------------------------------- */
int logins_firefox(struct bytes file, struct logins *ret, struct err *err)
{
	json_t *root, *list, *entry;
	size_t i;
	int r = 0;

	*ret = (struct logins){ 0 };
	if (file.n > LOGINS_FILE_MAX)
		return err_set(err, ERR_LIMIT, -EFBIG, "the list of passwords is too large");
	root = json_loadb((const char *)file.p, file.n, 0, NULL);
	list = json_object_get(root, "logins");
	if (!json_is_array(list))
		r = err_set(err, ERR_FORMAT, -EBADMSG, "the list of passwords is damaged");
	json_array_foreach(list, i, entry)
	{
		const char *host = json_string_value(json_object_get(entry, "hostname"));

		/* The browser's own way into its account is no password of a page. */
		if (!json_is_object(entry) || (host && !strncmp(host, "chrome://", 9)))
			continue;
		ret->count++;
		ret->money += host && logins_money(host);
	}
	json_decref(root);
	return r;
}
