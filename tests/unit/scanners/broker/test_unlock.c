/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The broker's request to unlock: what it refuses, before anything is mapped; and where this kernel has a device
 * mapper, that nothing of it is left afterwards. */
/* link: scanners/engine scanners/disks */
#include "core/base/secret.h"
#include "tests/unit/scanners/broker/memory_fixture.h"

#define SECTORS (8192u * 2)

/* The whole of it but its first 16 sectors, which lie at its end. */
static struct broker_unlock layout(void)
{
	return (struct broker_unlock){ .cipher = BROKER_AES_XTS,
				       .key_n = 32,
				       .n = 3,
				       .segment = { { 0, 16, SECTORS - 16, 0, 0 },
						    { 16, SECTORS - 32, 16, 0, 0 },
						    { SECTORS - 16, 16, 0, 1, 0 } } };
}

static int ask(int sock, const char *disk, uint64_t seq, uint64_t offset,
	       const struct broker_unlock *how)
{
	uint64_t size = 0;
	int r;

	err_clear(&err);
	r = broker_unlock(sock, disk, seq, offset, how, &size, &err);
	if (r >= 0) {
		ck_assert_uint_eq(size, (uint64_t)SECTORS * 512);
		close(r);
		r = 0;
	}
	return r;
}

START_TEST(refusals)
{
	struct broker_unlock good = layout(), bad = layout();
	pid_t pid;
	int sock;

	if (!memory(8192))
		return;
	sock = serve(false, &pid); /* as shipped: on USB, or nothing */
	ck_assert_int_eq(ask(sock, name, sequence, 0, &good), -EPERM);
	ck_assert_int_eq(ask(sock, "nosuchdisk", 1, 0, &good), -ENODEV);
	ck_assert_int_eq(ask(sock, "../sda", 1, 0, &good), -ENODEV);
	over(sock, pid);
	sock = serve(true, &pid);
	ck_assert_int_eq(ask(sock, name, sequence + 1, 0, &good), -ESTALE);
	ck_assert_int_eq(ask(sock, name, 0, 0, &good), -ESTALE);
	ck_assert_int_eq(ask(sock, name, sequence, 1048576, &good), -ENODEV);
	text_file("/run/kenshin/stick-disk", name, strlen(name));
	ck_assert_int_eq(ask(sock, name, sequence, 0, &good), -EBUSY);
	unlink("/run/kenshin/stick-disk");
	bad.segment[1].length++; /* into what follows */
	ck_assert_int_eq(ask(sock, name, sequence, 0, &bad), -EINVAL);
	bad = layout();
	bad.segment[0].from = 0; /* its own beginning */
	ck_assert_int_eq(ask(sock, name, sequence, 0, &bad), -EINVAL);
	bad = layout();
	bad.key_n = 17;
	ck_assert_int_eq(ask(sock, name, sequence, 0, &bad), -EINVAL);
	ck_assert(guarded());
	/* And what is not locked is written to as ever. */
	{
		int dir = broker_write(sock, name, sequence, "ext4", 0, &err);

		ck_assert_msg(dir >= 0, "%s", err.message);
		ck_assert_int_eq(ask(sock, name, sequence, 0, &good), -EBUSY);
		close(dir);
	}
	ck_assert_int_eq(broker_eject(sock, name, &err), 0);
	ck_assert(guarded());
	over(sock, pid);
}
END_TEST

/* A request that is cut, or longer than any, is nonsense: the broker lets go of its caller. */
START_TEST(nonsense)
{
	static const size_t sizes[] = {
		1, sizeof(struct broker_ask) - 1, sizeof(struct broker_ask) + 1,
		sizeof(struct broker_ask) + sizeof(struct broker_unlock) - 1,
		sizeof(struct broker_ask) + sizeof(struct broker_unlock) + 1
	};
	static const uint32_t ops[] = { BROKER_UNLOCK, BROKER_LIST };
	uint8_t bytes[2048] = { 0 };
	char answer[8192];
	pid_t pid;

	for (size_t k = 0; k < LEN(ops); k++) {
		memcpy(bytes, &ops[k], sizeof(ops[k]));
		for (size_t i = 0; i < LEN(sizes); i++) {
			int sock = serve(true, &pid);

			ck_assert_int_eq(io_send(sock, bytes, sizes[i], NULL, 0), 0);
			ck_assert_int_le(recv(sock, answer, sizeof(answer), 0), 0);
			over(sock, pid);
		}
	}
	/* A bare UNLOCK, as it was of old. */
	{
		int sock = serve(true, &pid);

		memcpy(bytes, &ops[0], sizeof(ops[0]));
		ck_assert_int_eq(io_send(sock, bytes, sizeof(struct broker_ask), NULL, 0), 0);
		ck_assert_int_le(recv(sock, answer, sizeof(answer), 0), 0);
		over(sock, pid);
	}
}
END_TEST

START_TEST(mapped_and_gone)
{
	struct broker_unlock good = layout();
	pid_t pid;
	int sock, r;

	if (!memory(8192))
		return;
	sock = serve(true, &pid);
	r = ask(sock, name, sequence, 0, &good);
	if (r == -EPROTONOSUPPORT) {
		ck_assert_str_ne(err.message, "");
		puts("skipped: this kernel has no device mapper");
	} else {
		ck_assert_msg(r == 0, "%s", err.message);
		ck_assert(guarded());
		ck_assert_int_eq(ask(sock, name, sequence, 0, &good), -EBUSY);
		ck_assert_int_eq(broker_eject(sock, name, &err), 0);
		ck_assert_int_eq(ask(sock, name, sequence, 0, &good), 0);
	}
	over(sock, pid);
	/* Whoever comes next finds the disk free. */
	sock = serve(true, &pid);
	r = broker_write(sock, name, sequence, "ext4", 0, &err);
	ck_assert_msg(r >= 0, "%s", err.message);
	close(r);
	ck_assert_int_eq(broker_eject(sock, name, &err), 0);
	over(sock, pid);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("unlock");
	TCase *t = tcase_create("unlock");
	int r = memory_begin();

	if (r)
		return r;
	tcase_set_timeout(t, 60);
	tcase_add_test(t, refusals);
	tcase_add_test(t, nonsense);
	tcase_add_test(t, mapped_and_gone);
	return disks_end(s, t);
}
