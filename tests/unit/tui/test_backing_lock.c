/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The backup onto a disk with a lock: its password is asked for once, forgotten as soon as nobody needs it, and
 * never kept. */
/* link: tui/screens tui/visit tui/widgets tui/canvas core/checklist core/record core/text core/model core/base */
#include "tests/unit/tui/backing.h"

static void plugged_locked(void)
{
	struct backup_told_medium m = { .name = "sdc",
					.target = "sdc:7:1048576:BitLocker",
					.model = "HD",
					.serial = "3D07",
					.type = "BitLocker",
					.size = 500000000000,
					.room = UINT64_MAX };

	backing_look(&v);
	backing_found(&v, &m);
	backing_looked(&v);
}

static void type_key(const char *text)
{
	for (; *text; text++)
		screen_key(&v, KEY_TYPED_ + *text);
}

static void told_end(enum backup_state state, enum backup_end reason)
{
	const struct backup_told end = { .state = state, .reason = reason, .restored = UINT64_MAX };

	backing_ended(&v, &end);
}

/* At S38, with nothing written yet. */
static void at_the_lock(void)
{
	planned();
	screen_key(&v, KEY_ENTER_);
	plugged_locked();
	screen_key(&v, 1);
	ck_assert_int_eq(v.backing.step, BACKING_SURE);
	v.want = 0;
	screen_key(&v, 1);
	ck_assert_int_eq(v.screen, SCREEN_S38);
	ck_assert_int_eq(v.backing.step, BACKING_KEY);
	ck_assert_uint_eq(v.want, 0);
}

static bool forgotten(void)
{
	for (size_t i = 0; i < sizeof(v.backing.key); i++)
		if (v.backing.key[i])
			return false;
	return true;
}

START_TEST(password_typed)
{
	at_the_lock();
	ck_assert(screen_types(&v));
	screen_key(&v, KEY_ENTER_); /* nothing typed */
	ck_assert_int_eq(v.screen, SCREEN_S38);
	type_key("Ab1 -~\"q0x");
	screen_key(&v, KEY_BACKSPACE_);
	screen_key(&v, KEY_TYPED_ + 0x3042); /* no letter of this keyboard */
	ck_assert_str_eq(v.backing.key, "Ab1 -~\"q0");
	ck_assert_int_eq(v.screen, SCREEN_S38); /* no letter led away */
	for (unsigned i = 0; i < 2 * BACKING_KEY_MAX; i++)
		type_key("z");
	ck_assert_uint_eq(strlen(v.backing.key), BACKING_KEY_MAX);
	screen_key(&v, KEY_ENTER_);
	ck_assert_int_eq(v.screen, SCREEN_S15);
	ck_assert_uint_eq(v.want, WANT_BACKUP);
	ck_assert(!screen_types(&v) && v.backing.key[0]); /* the child is given it now */
	told_end(BACKUP_STATE_PROVEN, BACKUP_NONE);
	ck_assert(forgotten());
	visit_done(&v);
}
END_TEST

START_TEST(password_wrong)
{
	at_the_lock();
	for (unsigned i = 1; i <= BACKING_TRIES; i++) {
		type_key("wrong");
		screen_key(&v, KEY_ENTER_);
		ck_assert_int_eq(v.screen, SCREEN_S15);
		told_end(BACKUP_STATE_INCOMPLETE, BACKUP_WRONG_KEY);
		ck_assert(forgotten());
		ck_assert_int_eq(v.screen, i < BACKING_TRIES ? SCREEN_S38 : SCREEN_S36);
		ck_assert_uint_eq(v.backing.tries, i < BACKING_TRIES ? i : 0);
	}
	ck_assert_int_eq(v.backing.step, BACKING_WHERE);
	ck_assert_uint_eq(v.checkup.backup.state, BACKUP_STATE_NOT);
	visit_done(&v);
}
END_TEST

START_TEST(password_and_back)
{
	at_the_lock();
	type_key("half");
	screen_key(&v, KEY_ESC_);
	ck_assert_int_eq(v.screen, SCREEN_S36);
	ck_assert_int_eq(v.backing.step, BACKING_WHERE);
	ck_assert(forgotten());
	visit_done(&v);
}
END_TEST

/* It comes out and in again: no second asking. After a fall the password is gone, and is asked for. */
START_TEST(password_once)
{
	at_the_lock();
	type_key("right");
	screen_key(&v, KEY_ENTER_);
	told_end(BACKUP_STATE_INCOMPLETE, BACKUP_GONE);
	ck_assert(v.backing.waiting);
	ck_assert_str_eq(v.backing.key, "right");
	v.want = 0;
	plugged_locked();
	ck_assert_int_eq(v.backing.step, BACKING_RUNNING);
	ck_assert(v.backing.resume);
	ck_assert_uint_eq(v.want, WANT_BACKUP);
	told_end(BACKUP_STATE_INCOMPLETE, BACKUP_GONE);
	memset(v.backing.key, 0, sizeof(v.backing.key));
	v.want = 0;
	plugged_locked();
	ck_assert_int_eq(v.backing.step, BACKING_KEY);
	ck_assert_int_eq(v.screen, SCREEN_S38);
	ck_assert_uint_eq(v.want, 0);
	type_key("right");
	screen_key(&v, KEY_ENTER_);
	ck_assert(v.backing.resume && v.backing.step == BACKING_RUNNING);
	told_end(BACKUP_STATE_INCOMPLETE, BACKUP_STOPPED);
	ck_assert(forgotten());
	visit_done(&v);
}
END_TEST

START_TEST(password_not_kept)
{
	struct str text = STR_INIT(VISIT_KEPT_MAX);

	at_the_lock();
	type_key("geheimnis");
	screen_key(&v, KEY_ENTER_);
	visit_keep(&v, &text);
	ck_assert(text.len > 0 && !strstr(str_c(&text), "geheimnis") &&
		  !strstr(str_c(&text), "67656865696d"));
	str_done(&text);
	visit_done(&v);
}
END_TEST

int main(void)
{
	TCase *t = tcase_create("backing_lock");

	tcase_add_test(t, password_typed);
	tcase_add_test(t, password_wrong);
	tcase_add_test(t, password_and_back);
	tcase_add_test(t, password_once);
	tcase_add_test(t, password_not_kept);
	return suite_result(suite_create("backing_lock"), t);
}
