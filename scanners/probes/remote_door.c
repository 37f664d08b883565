/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Does Windows' firewall let remote desktop in? One fact for each of its profiles: the firewall's own
 * settings, the rules of this PC in SYSTEM and those of a group policy in SOFTWARE, which may rule
 * out the others. Rules are lines of "Name=Value|": [MS-FASP] 2.2.37. */
#include <stdlib.h>
#include <string.h>

#include "scanners/probes/hardening.h"

#define KIND           FACT_KIND_REMOTE_DOOR
#define SETTINGS       "CurrentControlSet\\Services\\SharedAccess\\Parameters\\FirewallPolicy"
#define POLICIES       "Policies\\Microsoft\\WindowsFirewall"
#define SERVICE        "CurrentControlSet\\Services\\MpsSvc"
#define LISTENER       "CurrentControlSet\\Control\\Terminal Server\\WinStations\\RDP-Tcp"
#define START_DISABLED 4
#define USUAL_PORT     3389
#define RULES_MAX      ((size_t)20000)
#define TCP            6
#define ANY            256

extern const struct probe probe_remote_door;

enum from { FROM_NOBODY, FROM_NAMED, FROM_LOCAL, FROM_ANYWHERE };
enum { DOMAIN_PROFILE, PRIVATE_PROFILE, PUBLIC_PROFILE, PROFILES };

static const struct {
	const char *profile, *word, *setting, *policy, *old_policy;
} profiles[PROFILES] = {
	{ "domain", "Domain", SETTINGS "\\DomainProfile", POLICIES "\\DomainProfile", NULL },
	{ "private", "Private", SETTINGS "\\StandardProfile", POLICIES "\\PrivateProfile",
	  POLICIES "\\StandardProfile" },
	{ "public", "Public", SETTINGS "\\PublicProfile", POLICIES "\\PublicProfile", NULL },
};

/* What is set for a profile; by a policy where there is one. */
struct profile {
	enum flag enabled, shut,
	    merge;       /* shut: no exceptions; merge: NO, rules of this PC don't count */
	int64_t inbound; /* 0: whatever no rule speaks of may come in */
	enum from open, blocked;
	bool by_policy;
};

struct rule {
	bool active, in, block, ported, port, foreign, kernel, restricted, named, elsewhere;
	int64_t protocol;
	unsigned profiles; /* bits; 0: all */
};

/* --- one rule ------------------------------------------------------------------------------ */
static bool has_port(const char *value, size_t n, int64_t port)
{
	char text[32], *end;
	long low, high;

	if (n == 0 || n >= sizeof(text) || *value < '0' || *value > '9')
		return false;
	memcpy(text, value, n);
	text[n] = '\0';
	low = high = strtol(text, &end, 10);
	if (*end == '-')
		high = strtol(end + 1, &end, 10);
	return port >= low && port <= high;
}

static bool same(const char *value, size_t n, const char *word)
{
	return strlen(word) == n && !strncasecmp(value, word, n);
}

static bool ends(const char *value, size_t n, const char *word)
{
	size_t w = strlen(word);

	return n >= w && !strncasecmp(value + n - w, word, w);
}

/* Addresses of other networks than this PC's own are "named". */
static bool is_local(const char *value, size_t n)
{
	static const char *const local[] = { "LocalSubnet", "LocalSubnet4", "LocalSubnet6" };

	for (size_t i = 0; i < LEN(local); i++)
		if (same(value, n, local[i]))
			return true;
	return n > 8 && (!strncmp(value, "192.168.", 8) || !strncmp(value, "169.254.", 8));
}

static void take(struct rule *r, const char *key, size_t key_n, const char *value, size_t n,
		 int64_t port)
{
	if (same(key, key_n, "Action")) {
		r->block = same(value, n, "Block");
	} else if (same(key, key_n, "Active")) {
		r->active = same(value, n, "TRUE");
	} else if (same(key, key_n, "Dir")) {
		r->in = same(value, n, "In");
	} else if (same(key, key_n, "Protocol")) {
		r->protocol = strtol(value, NULL, 10);
	} else if (same(key, key_n, "Profile")) {
		for (size_t i = 0; i < PROFILES; i++)
			r->profiles |= same(value, n, profiles[i].word) ? 1u << i : 0;
	} else if (key_n >= 5 && !strncasecmp(key, "LPort", 5)) {
		r->ported = true;
		r->port |= has_port(value, n, port);
	} else if (same(key, key_n, "App")) {
		r->kernel = same(value, n, "System");
		r->foreign |= !ends(value, n, "\\svchost.exe") && !r->kernel;
	} else if (same(key, key_n, "Svc")) {
		r->foreign |= !same(value, n, "termservice") && !same(value, n, "*");
	} else if (same(key, key_n, "AppPkgId") || same(key, key_n, "LUOwn") ||
		   same(key, key_n, "LOM") || (key_n >= 3 && !strncasecmp(key, "TTK", 3))) {
		/* of an app; of a user; of this PC itself only; of devices nearby */
		r->foreign = true;
	} else if (key_n >= 3 && !strncasecmp(key, "RA", 2)) {
		r->restricted = true;
		r->elsewhere |= !is_local(value, n);
	} else if (same(key, key_n, "Security") || same(key, key_n, "RMauth") ||
		   same(key, key_n, "RUAuth")) {
		r->named = true;
	}
}

static void parse(const char *text, int64_t port, struct rule *ret)
{
	*ret = (struct rule){ .protocol = ANY };
	for (const char *p = text; *p;) {
		size_t n = strcspn(p, "|");
		const char *equals = memchr(p, '=', n);

		if (equals)
			take(ret, p, (size_t)(equals - p), equals + 1, n - (size_t)(equals - p) - 1,
			     port);
		p += n + (p[n] == '|');
	}
}

/* Does it speak of what comes in to remote desktop? */
static bool speaks(const struct rule *r)
{
	/* Windows 7 has its own rule for "System", with the port. */
	return r->active && r->in && !r->foreign && (r->ported ? r->port : !r->kernel) &&
	       (r->protocol == TCP || r->protocol == ANY);
}

static enum from from_of(const struct rule *r)
{
	if (r->named)
		return FROM_NAMED;
	if (!r->restricted)
		return FROM_ANYWHERE;
	return r->elsewhere ? FROM_NAMED : FROM_LOCAL;
}

/* --- all of them --------------------------------------------------------------------------- */
static void rules(struct registry *r, hive_key key, int64_t port, bool policy,
		  struct profile p[PROFILES])
{
	const char **value;
	size_t n = key ? hive_values(r->hive, key, RULES_MAX, r->arena, &value) : 0;

	for (size_t i = 0; i < n; i++) {
		const char *text = registry_text(r, key, value[i]);
		struct rule rule;

		parse(text ? text : "", port, &rule);
		for (unsigned k = 0; speaks(&rule) && k < PROFILES; k++) {
			enum from from = from_of(&rule),
				  *to = rule.block ? &p[k].blocked : &p[k].open;

			if ((rule.profiles && !(rule.profiles & 1u << k)) ||
			    (!policy && p[k].merge == FLAG_NO))
				continue;
			p[k].by_policy |= policy && !rule.block;
			*to = MAX(*to, from);
		}
	}
	if (n == RULES_MAX)
		hardening_unseen(r->facts, KIND,
				 N_("because there are too many files, or too large ones"));
}

static enum flag policy_flag(struct registry *r, size_t i, const char *name)
{
	enum flag f = registry_flag(r, registry_find(r, profiles[i].policy), name);

	if (f == FLAG_ABSENT && profiles[i].old_policy)
		f = registry_flag(r, registry_find(r, profiles[i].old_policy), name);
	return f;
}

static void read_policy(struct registry *r, struct profile p[PROFILES])
{
	for (size_t i = 0; i < PROFILES; i++) {
		p[i].enabled = policy_flag(r, i, "EnableFirewall");
		p[i].shut = policy_flag(r, i, "DoNotAllowExceptions");
		p[i].merge = policy_flag(r, i, "AllowLocalPolicyMerge");
		p[i].inbound = registry_number(r, registry_find(r, profiles[i].policy),
					       "DefaultInboundAction");
	}
}

static void read_settings(struct registry *r, struct profile p[PROFILES])
{
	bool off = registry_number(r, registry_find(r, SERVICE), "Start") == START_DISABLED;

	for (size_t i = 0; i < PROFILES; i++) {
		hive_key key = registry_find(r, profiles[i].setting);

		p[i].enabled = flag_over(p[i].enabled, registry_flag(r, key, "EnableFirewall"));
		p[i].shut = flag_over(p[i].shut, registry_flag(r, key, "DoNotAllowExceptions"));
		if (p[i].inbound == NUMBER_ABSENT)
			p[i].inbound = registry_number(r, key, "DefaultInboundAction");
		if (off)
			p[i].enabled = FLAG_NO;
	}
}

/* A refusal beats a permission when it is at least as wide. */
static enum from door(const struct profile *p)
{
	enum from open = p->open;

	if (p->enabled == FLAG_NO)
		return FROM_ANYWHERE;
	if (p->shut == FLAG_YES)
		return FROM_NOBODY;
	if (p->inbound == 0)
		open = FROM_ANYWHERE;
	return p->blocked == FROM_ANYWHERE ? FROM_NOBODY : open;
}

static void add(struct registry *r, const struct profile p[PROFILES], hive_key key)
{
	static const char *const words[] = { "nobody", "named", "local", "anywhere" };

	for (size_t i = 0; i < PROFILES; i++) {
		struct fact_remote_door *f =
		    REGISTRY_FACT(r, remote_door, REMOTE_DOOR, SETTINGS "\\FirewallRules", key);

		if (!f)
			return;
		f->profile = profiles[i].profile;
		f->from = words[door(&p[i])];
		f->firewall = p[i].enabled == FLAG_NO ? FLAG_NO : FLAG_YES;
		f->by_policy = p[i].by_policy ? FLAG_YES : FLAG_NO;
	}
}

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	struct profile p[PROFILES] = { 0 };
	struct registry sw, r;
	bool policies;
	int64_t port;
	hive_key key;

	for (size_t i = 0; i < PROFILES; i++)
		p[i].inbound = NUMBER_ABSENT;
	policies = registry_open(&sw, &probe_remote_door, in, 0, "SOFTWARE", out);
	if (policies)
		read_policy(&sw, p);
	if (registry_open(&r, &probe_remote_door, in, 1, "SYSTEM", out)) {
		key = registry_must(&r, SETTINGS "\\FirewallRules");
		port = registry_number(&r, registry_find(&r, LISTENER), "PortNumber");
		if (port == NUMBER_ABSENT)
			port = USUAL_PORT;
		read_settings(&r, p);
		rules(&r, key, port, false, p);
		if (policies)
			rules(&sw, registry_find(&sw, POLICIES "\\FirewallRules"), port, true, p);
		if (key)
			add(&r, p, key);
		registry_close(&r);
	}
	if (policies)
		registry_close(&sw);
	return 0;
}

const struct probe probe_remote_door = {
	.id = "remote-door",
	.targets = TARGET_WINDOWS,
	.files = { WANT_SOFTWARE, WANT_SYSTEM },
	.gives = { KIND, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
