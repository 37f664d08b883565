/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Keys of a sealed backup. */
#include "cli/backup_seal.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>

#include "backup/age.h"
#include "backup/inside.h"
#include "cli/command.h"
#include "cli/rootless.h"
#include "core/base/io.h"
#include "core/text/text.h"
#include "report/keep.h"

#define CHAMBER "kenshin/chamber.txt"
#define KEY_MAX ((size_t)1024)

int backup_seal_usage(const struct options *o)
{
	bool keys = o->n_recipients || o->new_key || o->data, run = !strcmp(o->operand, "run");

	if (o->sealed && !run)
		return command_usage(o, "--sealed goes with run");
	if (keys && !o->sealed)
		return command_usage(o, "--recipient, --new-key and --data go with --sealed");
	if (o->sealed && !keys)
		return command_usage(
		    o, "--sealed needs --recipient KEY, --new-key FILE or --data DIR");
	if (o->new_key && o->resume)
		return command_usage(o, "--resume goes on for the same keys: name the public one "
					"that is in the file of --new-key with --recipient");
	if (o->new_key && o->medium)
		return command_usage(o, "--new-key goes with --to DIR");
	if (o->identity && strcmp(o->operand, "verify") != 0 && strcmp(o->operand, "restore") != 0)
		return command_usage(o, "--identity goes with verify and restore");
	return 0;
}

/* --- a key of the owner's own ----------------------------------------------------------------------- */
/* Beside the lock is no place for a key. */
static int look_where(const char *path, const struct options *o, const struct backup_target *t,
		      struct err *err)
{
	const char *slash = strrchr(path, '/');
	char folder[4096];
	int fd CLEANUP(cleanup_close) = -1;

	snprintf(folder, sizeof(folder), "%.*s", slash ? (int)(slash - path) + 1 : 1,
		 slash ? path : ".");
	fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return err_sys(err, -errno, "%s", folder);
	return backup_target_apart(t, o, fd)
		   ? 0
		   : err_set(
			 err, ERR_DENIED, -EPERM,
			 "the key must not lie on the medium of the backup, nor on what is backed "
			 "up; name another place with --new-key");
}

static int write_key(const char *path, const struct str *text, struct err *err)
{
	unsigned uid, gid;
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600), r;

	if (fd < 0)
		return err_sys(err, -errno, "%s", path);
	r = io_write_full(fd, str_c(text), text->len);
	rootless_user(&uid, &gid);
	if (r == 0 && geteuid() == 0 && getenv("SUDO_UID") && fchown(fd, uid, gid) < 0)
		r = -errno;
	if (r == 0 && fsync(fd) < 0)
		r = -errno;
	if (close(fd) < 0 && r == 0)
		r = -errno;
	if (r == 0)
		return 0;
	(void)unlink(path);
	return err_sys(err, r, "%s", path);
}

static int make_key(struct backup_seal *s, const struct options *o, const struct backup_target *t,
		    struct err *err)
{
	struct str text = STR_INIT(KEY_MAX);
	char recipient[RECIPIENT_LENGTH + 20] = "";
	int r = look_where(o->new_key, o, t, err);

	if (r == 0)
		r = age_new_key(&text, recipient, sizeof(recipient), err);
	if (r == 0 && !recipients_add(&s->keys, recipient, strlen(recipient)))
		r = err_set(err, ERR_INTERNAL, -EPROTO, "what age-keygen gave is no key");
	if (r == 0)
		r = write_key(o->new_key, &text, err);
	if (r == 0)
		s->new_key = o->new_key;
	if (text.p)
		explicit_bzero(text.p, text.cap);
	str_done(&text);
	return r;
}

/* --- keys that are there ------------------------------------------------------------------------------ */
static int from_stick(struct backup_seal *s, const char *data, struct err *err)
{
	struct str text = STR_INIT(RECIPIENTS_FILE_MAX + 1);
	struct recipients chamber;
	int r = keep_read(data, CHAMBER, RECIPIENTS_FILE_MAX, &text, err);

	if (r == 0)
		r = recipients_parse(str_c(&text), text.len, &chamber, err);
	for (unsigned i = 0; r == 0 && i < chamber.n; i++)
		if (!recipients_add(&s->keys, chamber.key[i], strlen(chamber.key[i])))
			r = err_set(err, ERR_LIMIT, -E2BIG, "more than %d keys", RECIPIENTS_MAX);
	str_done(&text);
	return r < 0 ? err_while(err, "reading %s", CHAMBER) : 0;
}

int backup_seal_open(struct backup_seal *s, const struct options *o, const struct backup_target *t,
		     struct err *err)
{
	int r = 0;

	s->wanted = o->sealed;
	if (!o->sealed)
		return 0;
	for (size_t i = 0; r == 0 && i < o->n_recipients; i++)
		if (!recipient_valid(o->recipient[i], strlen(o->recipient[i])) ||
		    !recipients_add(&s->keys, o->recipient[i], strlen(o->recipient[i])))
			r = err_set(err, ERR_FORMAT, -EINVAL, "%.80s: no key of age to seal for",
				    o->recipient[i]);
	if (r == 0 && o->data)
		r = from_stick(s, o->data, err);
	if (r == 0 && o->new_key)
		r = make_key(s, o, t, err);
	for (unsigned i = 0; i < s->keys.n; i++)
		s->to.recipient[s->to.n++] = s->keys.key[i];
	return r;
}

/* --- the lists -------------------------------------------------------------------------------------- */
void backup_seal_outer(const struct manifest_head *head, struct manifest_head *ret)
{
	*ret = *head;
	ret->profile = MANIFEST_SEALED;
	ret->source = ""; /* whose PC it is, is nobody's business */
}

int backup_seal_begin(struct backup_seal *s, int session, struct manifest *m,
		      struct manifest_head *head, struct err *err)
{
	struct manifest_head outer;
	uint8_t keys[HASH_SIZE];

	if (getrandom(s->id, sizeof(s->id), 0) != (ssize_t)sizeof(s->id))
		return err_sys(err, -errno, "random bytes");
	inside_keys_note(&s->to, s->id, keys);
	head->id = s->id;
	backup_seal_outer(head, &outer);
	outer.keys = keys;
	return manifest_create(m, session, &outer, err);
}

int backup_seal_end(const struct backup_seal *s, int session, struct manifest *m, struct err *err)
{
	return s->wanted ? inside_seal_all(session, m, &s->to, err) : 0;
}

void backup_seal_tell(const struct backup_seal *s, struct str *out)
{
	struct phrase p = phrase_of(N_("Sealed; it opens with each of {0} keys"), 1,
				    PHRASE_NUMBER((int64_t)s->keys.n));

	if (!s->wanted)
		return;
	text_phrase(out, &p, 0);
	str_addc(out, '\n');
	if (!s->new_key)
		return;
	str_addf(out, "%s ", _("The new key is in this file:"));
	text_escape(out, s->new_key);
	str_addf(out, "\n%s\n",
		 _("Without a key nobody can open this backup. Keep the file well, away from the "
		   "backup."));
}

void backup_seal_done(struct backup_seal *s)
{
	session_sealed_free(s->cut);
	s->cut = NULL;
}
